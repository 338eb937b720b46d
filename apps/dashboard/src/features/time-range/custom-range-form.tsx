'use client';
import { Button } from '@tollgate/ui/button';
import { Input } from '@tollgate/ui/input';
import { useId, useState, type FormEvent } from 'react';
import { customRangeProblem, type RangeChoice, resolveRange } from './range.ts';
import { formatWallMoment, parseWallMoment, wallMomentAt } from './wall-moment.ts';
import { calendarDay, formatDay } from './zone.ts';

type CustomRangeFormProps = { choice: RangeChoice; zone: string; nowMs: number; onChoice: (choice: RangeChoice) => void };

/** Two days, each with a time if need be; begins with what the page shows. */
export function CustomRangeForm({ choice, zone, nowMs, onChoice }: CustomRangeFormProps) {
  const [{ from, to }, setEnds] = useState(() => shownEnds(choice, zone, nowMs));
  const [isRefused, setRefused] = useState(false);
  const problemId = useId();
  const problem = customRangeProblem(join(from), join(to));

  function submit(event: FormEvent): void {
    event.preventDefault();
    if (problem === null) onChoice({ preset: 'custom', from: join(from), to: join(to) });
    else setRefused(true);
  }

  return (
    <form onSubmit={submit} noValidate aria-describedby={problemId}>
      <fieldset className="flex flex-col gap-2">
        <legend className="mb-1.5 font-medium">Custom</legend>
        <EndFields name="First" end={from} isInvalid={isRefused} onChange={(next) => setEnds({ from: next, to })} />
        <EndFields name="Last" end={to} isInvalid={isRefused} onChange={(next) => setEnds({ from, to: next })} />
        <div className="flex items-center justify-between gap-3">
          <p
            id={problemId}
            role="status"
            className={isRefused && problem !== null ? 'text-xs font-medium text-danger' : 'text-xs text-muted-foreground'}
          >
            {isRefused && problem !== null ? problem : 'Without times both days count whole.'}
          </p>
          <Button type="submit" size="small">
            Apply
          </Button>
        </div>
      </fieldset>
    </form>
  );
}

type End = { day: string; time: string };

function EndFields({ name, end, isInvalid, onChange }: { name: string; end: End; isInvalid: boolean; onChange: (end: End) => void }) {
  return (
    <div className="flex gap-2">
      <Input
        type="date"
        aria-label={`${name} day`}
        aria-invalid={isInvalid || undefined}
        value={end.day}
        onChange={(event) => onChange({ ...end, day: event.target.value })}
      />
      <Input
        type="time"
        aria-label={`${name} time`}
        aria-invalid={isInvalid || undefined}
        className="w-32 shrink-0"
        value={end.time}
        onChange={(event) => onChange({ ...end, time: event.target.value })}
      />
    </div>
  );
}

function shownEnds(choice: RangeChoice, zone: string, nowMs: number): { from: End; to: End } {
  if (choice.preset === 'custom' && customRangeProblem(choice.from, choice.to) === null) {
    return { from: split(choice.from ?? ''), to: split(choice.to ?? '') };
  }
  const shown = resolveRange(choice, zone, nowMs);
  const from = wallMomentAt(zone, shown.fromMs);
  const to = wallMomentAt(zone, shown.toMs);
  if (from.minute === null && to.minute === null) {
    return { from: split(formatDay(from.day)), to: split(formatDay(calendarDay(zone, shown.toMs - 1))) };
  }
  return {
    from: split(formatWallMoment({ ...from, minute: from.minute ?? 0 })),
    to: split(formatWallMoment({ ...to, minute: to.minute ?? 0 })),
  };
}

function split(moment: string): End {
  return { day: moment.slice(0, 10), time: moment.slice(11, 16) };
}

function join({ day, time }: End): string | null {
  if (day === '') return null;
  const moment = time === '' ? day : `${day}T${time}`;
  return parseWallMoment(moment) === null ? null : moment;
}
