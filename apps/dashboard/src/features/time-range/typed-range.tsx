'use client';
import { Button } from '@tollgate/ui/button';
import { Input } from '@tollgate/ui/input';
import { useId, useState, type FormEvent } from 'react';
import { describeRange } from './describe-range.ts';
import { formatSpan } from './format-bucket.ts';
import { parseRangeText } from './parse-range-text.ts';
import { type RangeChoice, resolveRange } from './range.ts';

/** A range in words, with what was understood beneath before it is entered. */
export function TypedRange({ zone, nowMs, onChoice }: { zone: string; nowMs: number; onChoice: (choice: RangeChoice) => void }) {
  const [text, setText] = useState('');
  const [isRefused, setRefused] = useState(false);
  const hintId = useId();
  const choice = parseRangeText(text, zone, nowMs);

  function submit(event: FormEvent): void {
    event.preventDefault();
    if (choice === null) setRefused(true);
    else onChoice(choice);
  }

  return (
    <form onSubmit={submit}>
      <div className="flex gap-2">
        <Input
          aria-label="Range in words"
          aria-describedby={hintId}
          aria-invalid={isRefused || undefined}
          placeholder="last 3 weeks"
          autoComplete="off"
          spellCheck={false}
          maxLength={100}
          value={text}
          onChange={(event) => {
            setText(event.target.value);
            setRefused(false);
          }}
        />
        <Button type="submit">Apply</Button>
      </div>
      <p id={hintId} role="status" className={isRefused ? 'mt-1 text-xs font-medium text-danger' : 'mt-1 text-xs text-muted-foreground'}>
        {choice !== null
          ? `${describeRange(choice, zone, nowMs)}: ${formatSpan(resolveRange(choice, zone, nowMs), zone)}`
          : isRefused
            ? 'That is no range. Try “last 3 weeks”, “yesterday” or “1–15 mar”.'
            : 'Also “yesterday”, “q2”, “1–15 mar” or “12 mar 10:00 to 11:30”.'}
      </p>
    </form>
  );
}
