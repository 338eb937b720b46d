import { Money } from '@tollgate/ui/money';
import { Sparkline } from '@tollgate/ui/chart/sparkline';
import Link from 'next/link';
import type { ReactNode } from 'react';
import { changeOf } from './figures.ts';
import type { Spend } from './spend-types.ts';

type Totals = Spend['totals'];

type SpendTilesProps = {
  totals: Totals;
  previous: Totals | undefined;
  /** The days that the change is against, such as `1–30 Sep`. */
  previousLabel: string;
  trend: readonly (number | null)[];
  pricesHref: string;
};

/** The four figures of the range, each against the range before. */
export function SpendTiles({ totals, previous, previousLabel, trend, pricesHref }: SpendTilesProps) {
  const tokens = totals.inputTokens + totals.outputTokens;
  return (
    <dl className="grid grid-cols-2 gap-3 lg:grid-cols-4">
      <Tile
        name="Spend"
        change={previous && <Change current={totals.costPico} before={previous.costPico} label={previousLabel} />}
        extra={<Sparkline values={trend} className="h-8 w-20 max-sm:hidden" />}
      >
        <Money pico={totals.costPico} />
      </Tile>
      <Tile
        name="Requests"
        change={previous && <Change current={BigInt(totals.requests)} before={BigInt(previous.requests)} label={previousLabel} />}
      >
        {totals.requests.toLocaleString('en-US')}
      </Tile>
      <Tile
        name="Tokens"
        change={
          previous && (
            <Change current={BigInt(tokens)} before={BigInt(previous.inputTokens + previous.outputTokens)} label={previousLabel} />
          )
        }
      >
        <span title={`${totals.inputTokens.toLocaleString('en-US')} in, ${totals.outputTokens.toLocaleString('en-US')} out`}>
          {compact(tokens)}
        </span>
      </Tile>
      <Tile
        name="Unpriced attempts"
        change={
          totals.unpricedAttempts > 0 ? (
            <Link href={pricesHref} className="font-medium text-accent underline underline-offset-2">
              Price them
            </Link>
          ) : (
            <span className="text-muted-foreground">Every attempt has a price</span>
          )
        }
      >
        <span className={totals.unpricedAttempts > 0 ? 'text-warning' : ''}>{totals.unpricedAttempts.toLocaleString('en-US')}</span>
      </Tile>
    </dl>
  );
}

function Tile({ name, change, extra, children }: { name: string; change: ReactNode; extra?: ReactNode; children: ReactNode }) {
  return (
    <div className="relative min-w-0 rounded-lg border bg-surface px-4 py-3">
      <dt className="text-xs text-muted-foreground">{name}</dt>
      <dd className="mt-1 truncate text-lg font-semibold tabular-nums">{children}</dd>
      <dd className="mt-0.5 min-h-4 text-xs">
        {change}
        {extra !== undefined && <span className="absolute top-4 right-4">{extra}</span>}
      </dd>
    </div>
  );
}

/** More is neither good nor bad by itself, so a change bears no colour of a status. */
function Change({ current, before, label }: { current: bigint; before: bigint; label: string }) {
  const percent = changeOf(current, before);
  if (percent === null) return <span className="text-muted-foreground">{current > 0n ? `Nothing ${label}` : 'No change'}</span>;
  const arrow = percent > 0 ? '▲' : percent < 0 ? '▼' : '■';
  const word = percent > 0 ? 'up' : percent < 0 ? 'down' : 'unchanged';
  return (
    <span className="text-muted-foreground">
      <span aria-hidden>{arrow} </span>
      <span className="sr-only">{word} </span>
      {Math.abs(percent).toLocaleString('en-US')} % <span className="max-sm:sr-only">vs {label}</span>
    </span>
  );
}

function compact(count: number): string {
  return count < 10_000
    ? count.toLocaleString('en-US')
    : new Intl.NumberFormat('en-US', { notation: 'compact', maximumFractionDigits: 1 }).format(count);
}
