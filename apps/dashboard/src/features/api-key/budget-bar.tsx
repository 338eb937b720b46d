import { picoFromUsd } from '@tollgate/core/money/pico-usd';
import { classNames } from '@tollgate/ui/class-names';
import { Money } from '@tollgate/ui/money';
import type { ApiKeyRow } from './api-key-row.ts';

const PERIODS = { day: 'today', week: 'this week', month: 'this month', total: 'in total' } as const;

/** How much of a key's budget is spent. */
export function BudgetBar({ budget }: { budget: NonNullable<ApiKeyRow['budget']> }) {
  const spent = picoFromUsd(budget.spentUsd);
  const limit = picoFromUsd(budget.usd);
  const percent = limit === 0n ? 100 : Math.min(100, Number((spent * 1000n) / limit) / 10);
  const label = `${percent} % of the budget spent ${PERIODS[budget.per]}`;
  return (
    <span className="flex min-w-36 flex-col gap-1">
      <span className="whitespace-nowrap">
        <Money pico={spent} /> of <Money pico={limit} /> <span className="text-muted-foreground">{PERIODS[budget.per]}</span>
      </span>
      <span
        role="meter"
        aria-label={label}
        aria-valuemin={0}
        aria-valuemax={100}
        aria-valuenow={percent}
        className="block h-1.5 overflow-hidden rounded-full bg-surface-hover"
      >
        <span
          className={classNames('block h-full', percent >= 100 ? 'bg-danger' : percent >= 80 ? 'bg-warning' : 'bg-accent')}
          style={{ width: `${percent}%` }}
        />
      </span>
    </span>
  );
}
