import { SeriesSwatch } from '@tollgate/ui/chart/series-swatch';
import { assignColors, REST_COLOR } from '@tollgate/ui/chart/series-color';
import { Money } from '@tollgate/ui/money';
import Link from 'next/link';
import { CallerText } from '../caller-text/caller-text.tsx';
import type { Overview } from './overview-types.ts';
import { OverviewCard } from './overview-card.tsx';

type Parts = Overview['models'];
type Part = Parts['top'][number];

type PartListProps = {
  title: string;
  parts: Parts;
  by: 'cost' | 'requests';
  more?: { href: string; text: string } | undefined;
  /** Where a part leads; `null` when nowhere. */
  hrefOf?: (id: string) => string | null;
};

/** The largest parts with a bar each, and what the others are together. */
export function PartList({ title, parts, by, more, hrefOf }: PartListProps) {
  const weightOf = (part: Omit<Part, 'id' | 'label'>): number => (by === 'cost' ? Number(part.costPico ?? 0n) : part.requests);
  const most = Math.max(1e-9, ...parts.top.map(weightOf), parts.others.count > 0 ? weightOf(parts.others) : 0);
  const colors = assignColors(parts.top.map(({ id }) => id));
  const amountOf = (part: Omit<Part, 'id' | 'label'>) =>
    by === 'cost' ? <Money pico={part.costPico} /> : part.requests.toLocaleString('en-US');
  return (
    <OverviewCard title={title} more={more}>
      {parts.top.length === 0 ? (
        <p className="text-muted-foreground">Nothing in this range.</p>
      ) : (
        <ul className="flex flex-col gap-2.5">
          {parts.top.map((part) => {
            const href = hrefOf?.(part.id) ?? null;
            return (
              <li key={part.id} className="min-w-0">
                <div className="flex items-baseline justify-between gap-3">
                  <span className="flex min-w-0 items-center gap-2">
                    <SeriesSwatch id={part.id} color={part.id === '' ? REST_COLOR : (colors.get(part.id) ?? REST_COLOR)} />
                    {href === null ? (
                      <CallerText text={part.label} />
                    ) : (
                      <Link href={href} className="min-w-0 truncate underline-offset-2 hover:underline">
                        <CallerText text={part.label} />
                      </Link>
                    )}
                  </span>
                  <span className="shrink-0 text-table tabular-nums">
                    {part.failedRequests > 0 && (
                      <span className="mr-2 text-xs text-danger">{part.failedRequests.toLocaleString('en-US')} failed</span>
                    )}
                    <span className="font-medium">{amountOf(part)}</span>
                  </span>
                </div>
                <Bar share={weightOf(part) / most} />
              </li>
            );
          })}
          {parts.others.count > 0 && (
            <li>
              <div className="flex items-baseline justify-between gap-3 text-muted-foreground">
                <span>{parts.others.count.toLocaleString('en-US')} others</span>
                <span className="text-table tabular-nums">{amountOf(parts.others)}</span>
              </div>
              <Bar share={weightOf(parts.others) / most} />
            </li>
          )}
        </ul>
      )}
    </OverviewCard>
  );
}

function Bar({ share }: { share: number }) {
  return (
    <div aria-hidden className="mt-1 h-1 overflow-hidden rounded-full bg-surface-hover">
      <div className="h-full rounded-full bg-accent" style={{ width: `${Math.max(0.5, Math.min(100, share * 100))}%` }} />
    </div>
  );
}
