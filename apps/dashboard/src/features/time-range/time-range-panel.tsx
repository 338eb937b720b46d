'use client';
import { classNames } from '@tollgate/ui/class-names';
import { Field } from '@tollgate/ui/field';
import { Select } from '@tollgate/ui/select';
import { useId } from 'react';
import { type Comparison, COMPARISON_NAMES, COMPARISONS } from './comparison.ts';
import { CustomRangeForm } from './custom-range-form.tsx';
import { RANGE_PRESETS, type RangeChoice, rangeName } from './range.ts';
import { TypedRange } from './typed-range.tsx';
import { ZoneSelect } from './zone-select.tsx';

export type TimeRangeFields = {
  choice: RangeChoice;
  zone: string;
  browserZone: string;
  nowMs: number;
  onChoice: (choice: RangeChoice) => void;
  onZone: (zone: string) => void;
  /** Absent on a page that compares nothing. */
  comparison?: Comparison | null;
  onComparison?: (comparison: Comparison | null) => void;
};

/** What the picker opens. Loaded when it does, with the list of zones. */
export function TimeRangePanel(props: TimeRangeFields & { onDone: () => void }) {
  const { choice, zone, browserZone, nowMs, onChoice, onZone, comparison, onComparison, onDone } = props;
  const zoneId = useId();
  return (
    <div className="flex flex-col gap-4 p-4">
      <TypedRange
        zone={zone}
        nowMs={nowMs}
        onChoice={(next) => {
          onChoice(next);
          onDone();
        }}
      />
      <div className="grid gap-4 sm:grid-cols-[10rem_minmax(0,1fr)]">
        <ul aria-label="Ranges" className="grid grid-cols-2 gap-0.5 self-start sm:grid-cols-1">
          {RANGE_PRESETS.filter((preset) => preset !== 'custom').map((preset) => (
            <li key={preset}>
              <button
                type="button"
                aria-pressed={choice.preset === preset}
                className={classNames(
                  'h-8 w-full rounded-sm px-2 text-left hover:bg-surface-hover',
                  choice.preset === preset && 'bg-accent-surface font-medium',
                )}
                onClick={() => {
                  onChoice({ preset, from: null, to: null });
                  onDone();
                }}
              >
                {rangeName(preset)}
              </button>
            </li>
          ))}
        </ul>
        <div className="flex min-w-0 flex-col gap-4 sm:border-l sm:pl-4">
          <CustomRangeForm
            key={`${choice.preset} ${choice.from} ${choice.to} ${zone}`}
            choice={choice}
            zone={zone}
            nowMs={nowMs}
            onChoice={(next) => {
              onChoice(next);
              onDone();
            }}
          />
          <div className="flex flex-col gap-1.5">
            <label htmlFor={zoneId} className="font-medium">
              Time zone
            </label>
            <ZoneSelect id={zoneId} value={zone} browserZone={browserZone} onChange={onZone} />
          </div>
          {onComparison !== undefined && (
            <Field label="Compare with" isRequired>
              {(control) => (
                <Select
                  {...control}
                  value={comparison ?? ''}
                  onChange={(event) => onComparison(COMPARISONS.find((name) => name === event.target.value) ?? null)}
                >
                  <option value="">Nothing</option>
                  {COMPARISONS.map((name) => (
                    <option key={name} value={name}>
                      {COMPARISON_NAMES[name]}
                    </option>
                  ))}
                </Select>
              )}
            </Field>
          )}
        </div>
      </div>
    </div>
  );
}
