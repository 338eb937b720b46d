'use client';
import { useId, useRef, useState, type KeyboardEvent, type ReactNode } from 'react';
import { classNames } from './class-names.ts';

type TabsProps = {
  label: string;
  value?: string;
  defaultValue?: string;
  onValueChange?: (value: string) => void;
  tabs: readonly { value: string; label: ReactNode; content: ReactNode }[];
  className?: string;
};

/** One tab stop; the arrows, Home and End walk through the tabs and show each. */
export function Tabs({ label, value, defaultValue, onValueChange, tabs, className }: TabsProps) {
  const id = useId();
  const list = useRef<HTMLDivElement>(null);
  const [chosen, setChosen] = useState(defaultValue ?? tabs[0]?.value);
  const selected = value ?? chosen;
  const index = tabs.findIndex((tab) => tab.value === selected);

  function select(next: string): void {
    setChosen(next);
    onValueChange?.(next);
  }

  function walk(event: KeyboardEvent): void {
    const steps: Record<string, number> = { ArrowRight: index + 1, ArrowLeft: index - 1, Home: 0, End: tabs.length - 1 };
    const step = steps[event.key];
    const next = step === undefined ? undefined : tabs[(step + tabs.length) % tabs.length];
    if (next === undefined) return;
    event.preventDefault();
    select(next.value);
    list.current?.querySelector<HTMLElement>(`[data-tab="${CSS.escape(next.value)}"]`)?.focus();
  }

  return (
    <div className={classNames('min-w-0', className)}>
      <div ref={list} role="tablist" aria-label={label} className="flex gap-1 overflow-x-auto border-b">
        {tabs.map((tab) => {
          const isSelected = tab.value === selected;
          return (
            <button
              key={tab.value}
              type="button"
              role="tab"
              id={`${id}-${tab.value}-tab`}
              data-tab={tab.value}
              aria-selected={isSelected}
              aria-controls={isSelected ? `${id}-${tab.value}` : undefined}
              tabIndex={isSelected ? 0 : -1}
              onClick={() => select(tab.value)}
              onKeyDown={walk}
              className={classNames(
                '-mb-px h-9 shrink-0 border-b-2 px-3 font-medium -outline-offset-2',
                isSelected ? 'border-accent text-foreground' : 'border-transparent text-muted-foreground hover:text-foreground',
              )}
            >
              {tab.label}
            </button>
          );
        })}
      </div>
      {tabs
        .filter((tab) => tab.value === selected)
        .map((tab) => (
          <div
            key={tab.value}
            role="tabpanel"
            id={`${id}-${tab.value}`}
            aria-labelledby={`${id}-${tab.value}-tab`}
            tabIndex={0}
            className="min-w-0 pt-3"
          >
            {tab.content}
          </div>
        ))}
    </div>
  );
}
