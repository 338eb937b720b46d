'use client';
import { formatUsd } from '@tollgate/ui/format-usd';
import Link from 'next/link';
import { useWorkspace } from '../../shell/use-workspace.ts';
import { formatInstant } from '../time-range/format-bucket.ts';
import type { TimeRange } from '../time-range/use-time-range.ts';
import { describeBurn } from './describe-burn.ts';
import { OverviewCard } from './overview-card.tsx';
import type { BurningBudget } from './overview-types.ts';

const PERIODS = { day: 'today', week: 'this week', month: 'this month', total: 'in all' } as const;
const TONES = { spent: 'bg-danger', soon: 'bg-warning', lasts: 'bg-accent' } as const;

/** Keys with a budget: how much is gone, and which will be blocked and when. */
export function BudgetList({ budgets, count, time }: { budgets: readonly BurningBudget[]; count: number; time: TimeRange }) {
  const { href, project } = useWorkspace();
  return (
    <OverviewCard title="Budgets" more={{ href: href('/keys'), text: count > budgets.length ? `All ${count}` : 'API keys' }}>
      {budgets.length === 0 ? (
        <p className="text-muted-foreground">
          No key has a budget. A key with one is refused before it can spend more; set it on the page API keys.
        </p>
      ) : (
        <ul className="flex flex-col gap-3">
          {budgets.map((budget) => {
            const share = Number((budget.spentPico * 1000n) / (budget.budgetPico > 0n ? budget.budgetPico : 1n)) / 10;
            const burn = describeBurn(budget, time.nowMs);
            return (
              <li key={budget.keyId} className="min-w-0">
                <div className="flex items-baseline justify-between gap-3">
                  <Link
                    href={href('/keys', { project: budget.project.slug })}
                    className="min-w-0 truncate font-medium underline-offset-2 hover:underline"
                  >
                    {budget.name}
                    {budget.project.id !== project.id && (
                      <span className="font-normal text-muted-foreground"> · {budget.project.name}</span>
                    )}
                  </Link>
                  <span className="shrink-0 text-table tabular-nums">
                    {formatUsd(budget.spentPico)} of {formatUsd(budget.budgetPico)}
                  </span>
                </div>
                <div
                  role="meter"
                  aria-label={`Budget of ${budget.name}`}
                  aria-valuenow={Math.min(100, share)}
                  aria-valuemin={0}
                  aria-valuemax={100}
                  aria-valuetext={`${share.toFixed(1)} percent spent`}
                  className="mt-1 h-1.5 overflow-hidden rounded-full bg-surface-hover"
                >
                  <div className={`h-full rounded-full ${TONES[burn.state]}`} style={{ width: `${Math.min(100, share)}%` }} />
                </div>
                <p
                  className={
                    burn.state === 'lasts'
                      ? 'mt-0.5 text-xs text-muted-foreground'
                      : `mt-0.5 text-xs font-medium ${burn.state === 'spent' ? 'text-danger' : 'text-warning'}`
                  }
                  title={budget.runsOutAt === null ? undefined : formatInstant(budget.runsOutAt, time.zone)}
                >
                  {burn.text}{' '}
                  <span className="font-normal text-muted-foreground">
                    ({share.toFixed(0)} % {PERIODS[budget.per]})
                  </span>
                </p>
              </li>
            );
          })}
        </ul>
      )}
    </OverviewCard>
  );
}
