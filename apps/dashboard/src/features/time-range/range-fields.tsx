'use client';
import { Input } from '@tollgate/ui/input';
import { Select } from '@tollgate/ui/select';
import { useId } from 'react';
import { customRangeProblem, rangeName, RANGE_PRESETS, type RangeChoice, type RangePreset, resolveRange } from './range.ts';
import { calendarDay, formatDay } from './zone.ts';

type RangeFieldsProps = {
  choice: RangeChoice;
  zone: string;
  nowMs: number;
  onChange: (choice: RangeChoice) => void;
  presets?: readonly RangePreset[];
};

/** The span of time: presets, and two days for a custom one that begin with what was shown before. */
export function RangeFields({ choice, zone, nowMs, onChange, presets = RANGE_PRESETS }: RangeFieldsProps) {
  const problemId = useId();
  const problem = choice.preset === 'custom' ? customRangeProblem(choice.from, choice.to) : null;

  function choosePreset(preset: RangePreset): void {
    if (preset !== 'custom') return onChange({ preset, from: null, to: null });
    const shown = resolveRange(choice, zone, nowMs);
    onChange({ preset, from: formatDay(calendarDay(zone, shown.fromMs)), to: formatDay(calendarDay(zone, shown.toMs - 1)) });
  }

  return (
    <>
      <Select
        aria-label="Range"
        className="sm:w-40"
        value={choice.preset}
        onChange={(event) => choosePreset(event.target.value as RangePreset)}
      >
        {(presets.includes(choice.preset) ? presets : [choice.preset, ...presets]).map((preset) => (
          <option key={preset} value={preset}>
            {rangeName(preset)}
          </option>
        ))}
      </Select>
      {choice.preset === 'custom' && (
        <div className="col-span-2 flex flex-wrap items-center gap-2">
          <Input
            type="date"
            aria-label="First day"
            aria-invalid={problem !== null || undefined}
            aria-describedby={problem === null ? undefined : problemId}
            className="w-38"
            value={choice.from ?? ''}
            onChange={(event) => onChange({ ...choice, from: event.target.value || null })}
          />
          <span aria-hidden className="text-muted-foreground">
            –
          </span>
          <Input
            type="date"
            aria-label="Last day"
            aria-invalid={problem !== null || undefined}
            aria-describedby={problem === null ? undefined : problemId}
            className="w-38"
            value={choice.to ?? ''}
            onChange={(event) => onChange({ ...choice, to: event.target.value || null })}
          />
          {problem !== null && (
            <p id={problemId} role="alert" className="text-xs font-medium text-danger">
              {problem}
            </p>
          )}
        </div>
      )}
    </>
  );
}
