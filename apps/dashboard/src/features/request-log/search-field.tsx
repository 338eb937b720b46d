'use client';
import { Input } from '@tollgate/ui/input';
import { useState } from 'react';

/** Text that counts as a whole once it is entered or left, so that no half-typed name is looked up. */
export function SearchField({
  label,
  value,
  onCommit,
  className,
}: {
  label: string;
  value: string;
  onCommit: (value: string) => void;
  className?: string;
}) {
  const [draft, setDraft] = useState(value);
  const [committed, setCommitted] = useState(value);
  if (value !== committed) {
    setCommitted(value);
    setDraft(value);
  }
  function commit(text: string): void {
    if (text.trim() !== value) onCommit(text.trim());
  }
  return (
    <Input
      type="search"
      aria-label={label}
      placeholder={label}
      maxLength={256}
      spellCheck={false}
      autoComplete="off"
      {...(className === undefined ? {} : { className })}
      value={draft}
      onChange={(event) => {
        setDraft(event.target.value);
        if (event.target.value === '') commit('');
      }}
      onBlur={() => commit(draft)}
      onKeyDown={(event) => {
        if (event.key === 'Enter') commit(draft);
      }}
    />
  );
}
