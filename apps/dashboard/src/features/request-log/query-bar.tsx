'use client';
import { formatTerm } from '@tollgate/core/request-filter/format-request-query';
import { parseRequestQuery } from '@tollgate/core/request-filter/parse-request-query';
import type { RequestFilter } from '@tollgate/core/request-filter/request-filter';
import { Button } from '@tollgate/ui/button';
import { classNames } from '@tollgate/ui/class-names';
import { Search, X } from 'lucide-react';
import { memo, useId, useRef, useState } from 'react';
import { revealControls } from '../caller-text/reveal-controls.ts';
import { completeQuery, type Completion, type KnownValues } from './complete-query.ts';

type QueryBarProps = {
  filter: RequestFilter;
  known: KnownValues;
  onChange: (filter: RequestFilter) => void;
  onOpenRequest: (requestId: string) => void;
};

/** Conditions as chips, and a field that takes more of them. What it does not understand it refuses, and says what is possible. */
export const QueryBar = memo(function QueryBar({ filter, known, onChange, onOpenRequest }: QueryBarProps) {
  const id = useId();
  const inputRef = useRef<HTMLInputElement>(null);
  const [text, setText] = useState('');
  const [problem, setProblem] = useState<string | null>(null);
  const [isOpen, setOpen] = useState(false);
  const [active, setActive] = useState(-1);
  const [caret, setCaret] = useState(0);
  const completions = isOpen ? completeQuery(text, Math.min(caret, text.length), known) : [];

  function edit(next: string, at = next.length): void {
    setText(next);
    setCaret(at);
    setProblem(null);
    setOpen(true);
    setActive(-1);
  }

  function take({ text: insert, from, to }: Completion): void {
    const next = text.slice(0, from) + insert + text.slice(to);
    edit(next);
    inputRef.current?.focus();
    // A whole condition is what was wanted; half of one goes on being typed.
    if (insert.endsWith(' ')) commit(next);
  }

  function commit(typed: string): void {
    const parsed = parseRequestQuery(typed);
    if (!parsed.ok) {
      setProblem(parsed.message);
      setOpen(false);
      return;
    }
    setOpen(false);
    const [only] = parsed.filter;
    // A pasted id is a wish to see that request, wherever in time it is.
    if (parsed.filter.length === 1 && only?.kind === 'text' && only.field === 'id' && !only.isNot && only.values.length === 1) {
      setText('');
      onOpenRequest(only.values[0] ?? '');
      return;
    }
    if (parsed.filter.length > 0) onChange([...filter, ...parsed.filter]);
    setText('');
  }

  function onKeyDown(event: React.KeyboardEvent): void {
    if (event.key === 'Enter') {
      event.preventDefault();
      const chosen = completions[active];
      if (chosen) take(chosen);
      else commit(text);
    } else if (event.key === 'ArrowDown' || event.key === 'ArrowUp') {
      event.preventDefault();
      if (!isOpen) return setOpen(true);
      const step = event.key === 'ArrowDown' ? 1 : -1;
      setActive((completions.length + active + step + (active === -1 && step === -1 ? 1 : 0)) % Math.max(1, completions.length));
    } else if (event.key === 'Tab' && completions[active]) {
      event.preventDefault();
      take(completions[active]);
    } else if (event.key === 'Escape' && isOpen) {
      event.stopPropagation();
      setOpen(false);
    } else if (event.key === 'Backspace' && text === '' && filter.length > 0) {
      event.preventDefault();
      const last = filter.at(-1);
      onChange(filter.slice(0, -1));
      if (last) edit(formatTerm(last));
    }
  }

  return (
    <div className="min-w-0">
      <div className="relative">
        <div
          className={classNames(
            'flex min-h-9 flex-wrap items-center gap-1.5 rounded-md border border-input bg-surface px-2 py-1 focus-within:outline-2 focus-within:outline-ring',
            problem !== null && 'border-danger',
          )}
        >
          <Search aria-hidden className="size-4 shrink-0 text-muted-foreground" />
          {filter.length > 0 && (
            <ul aria-label="Conditions" className="contents">
              {filter.map((term, place) => (
                <li key={formatTerm(term)} className="inline-flex max-w-full items-center rounded-sm bg-accent-surface pl-1.5 text-xs">
                  <button
                    type="button"
                    title="Edit this condition"
                    className="min-h-6 min-w-0 truncate"
                    onClick={() => {
                      onChange(filter.filter((_each, index) => index !== place));
                      edit(formatTerm(term));
                      inputRef.current?.focus();
                    }}
                  >
                    <bdi>{revealControls(formatTerm(term))}</bdi>
                  </button>
                  <button
                    type="button"
                    aria-label={`Remove ${revealControls(formatTerm(term))}`}
                    className="grid size-6 place-items-center rounded-sm hover:bg-surface-hover"
                    onClick={() => onChange(filter.filter((_each, index) => index !== place))}
                  >
                    <X aria-hidden className="size-3.5" />
                  </button>
                </li>
              ))}
            </ul>
          )}
          <input
            ref={inputRef}
            id={`${id}-input`}
            type="text"
            role="combobox"
            aria-label="Filter requests or paste a request id"
            aria-expanded={completions.length > 0}
            aria-controls={`${id}-list`}
            aria-autocomplete="list"
            aria-activedescendant={active >= 0 ? `${id}-${active}` : undefined}
            aria-invalid={problem !== null}
            aria-describedby={problem === null ? undefined : `${id}-problem`}
            placeholder={filter.length === 0 ? 'status:5xx model:gpt-4o user:ann cost>0.01, or paste a request id' : 'Add a condition'}
            maxLength={2000}
            spellCheck={false}
            autoComplete="off"
            autoCapitalize="off"
            className="h-7 min-w-32 flex-1 bg-transparent text-sm outline-none placeholder:text-muted-foreground"
            value={text}
            onChange={(event) => edit(event.target.value, event.target.selectionStart ?? event.target.value.length)}
            onSelect={(event) => setCaret(event.currentTarget.selectionStart ?? text.length)}
            onFocus={() => setOpen(true)}
            onBlur={() => setOpen(false)}
            onKeyDown={onKeyDown}
          />
          {filter.length > 0 && (
            <Button variant="ghost" size="small" onClick={() => onChange([])}>
              Clear filters
            </Button>
          )}
        </div>
        <div
          id={`${id}-list`}
          role="listbox"
          aria-label="Completions"
          hidden={completions.length === 0}
          className="absolute inset-x-0 top-full z-30 mt-1 max-h-80 overflow-y-auto rounded-md border bg-surface p-1 shadow-md"
        >
          {completions.map((completion, index) => (
            <div
              key={completion.label}
              id={`${id}-${index}`}
              role="option"
              aria-selected={index === active}
              className={classNames(
                'flex min-h-8 cursor-pointer items-center gap-3 rounded-sm px-2 py-1',
                index === active && 'bg-surface-hover',
              )}
              onPointerDown={(event) => {
                event.preventDefault();
                take(completion);
              }}
              onPointerMove={() => setActive(index)}
            >
              <bdi className="min-w-0 truncate font-mono text-xs">{revealControls(completion.label)}</bdi>
              <span className="ml-auto truncate text-xs text-muted-foreground">{completion.hint}</span>
            </div>
          ))}
        </div>
      </div>
      {problem !== null && (
        <p id={`${id}-problem`} role="alert" className="mt-1 text-xs text-danger">
          {problem}
        </p>
      )}
    </div>
  );
});
