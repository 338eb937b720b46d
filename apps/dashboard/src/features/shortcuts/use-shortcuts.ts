'use client';
import { useEffect, useEffectEvent } from 'react';
import { addShortcuts, type Shortcut } from './shortcut-registry.ts';

/** The shortcuts of a page or a part of one, for as long as it is shown. */
export function useShortcuts(title: string, shortcuts: readonly Shortcut[]): void {
  const run = useEffectEvent((index: number) => shortcuts[index]?.run());
  const names = JSON.stringify(shortcuts.map(({ keys, label }) => [keys, label]));
  useEffect(() => {
    const named = JSON.parse(names) as [keys: string, label: string][];
    return addShortcuts({ title, shortcuts: named.map(([keys, label], index) => ({ keys, label, run: () => run(index) })) });
  }, [title, names]);
}
