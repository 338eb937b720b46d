import { Sparkline } from '@tollgate/ui/chart/sparkline';
import { classNames } from '@tollgate/ui/class-names';
import { usdFromPico } from '@tollgate/core/money/pico-usd';
import { describeMeasureChange, type Measure, MEASURE_TEXTS } from './measures.ts';
import type { Overview } from './overview-types.ts';

const TONES = { good: 'text-success', bad: 'text-danger', neutral: 'text-muted-foreground' } as const;

type OverviewTilesProps = { overview: Overview; measures: readonly Measure[]; chosen: Measure; onChoose: (measure: Measure) => void };

/** The figures of the range, each against the period before. Pressing one draws it in the chart below. */
export function OverviewTiles({ overview, measures, chosen, onChoose }: OverviewTilesProps) {
  const { totals, compared, byBucket } = overview;
  return (
    <ul aria-label="Figures" className="grid grid-cols-2 gap-3 md:grid-cols-3 xl:grid-flow-col xl:auto-cols-fr xl:grid-cols-none">
      {measures.map((measure) => {
        const { title, read, draw, format } = MEASURE_TEXTS[measure];
        const change = describeMeasureChange(measure, totals, compared);
        return (
          <li key={measure} className="min-w-0">
            <button
              type="button"
              aria-pressed={measure === chosen}
              className={classNames(
                'relative block w-full rounded-lg border bg-surface px-4 py-3 text-left hover:bg-surface-sunken',
                measure === chosen && 'border-accent outline-1 -outline-offset-1 outline-accent',
              )}
              onClick={() => onChoose(measure)}
            >
              <span className="block text-xs text-muted-foreground">{title}</span>
              <span
                className="mt-1 block truncate text-lg font-semibold tabular-nums"
                title={measure === 'spend' && totals.costPico !== null ? `$${usdFromPico(totals.costPico)} exactly` : undefined}
              >
                {format(totals)}
              </span>
              <span
                className={classNames('mt-1 block min-h-4 truncate text-xs sm:mr-14', TONES[change.tone])}
                title="Against the period before"
              >
                {change.text}
              </span>
              <Sparkline values={byBucket.map(draw ?? read)} className="absolute right-3 bottom-2.5 h-5 w-14 max-sm:hidden" />
            </button>
          </li>
        );
      })}
    </ul>
  );
}
