import type { Shortcut, ShortcutGroup } from './shortcut-registry.ts';

export type KeyPress = { key: string; ctrlKey: boolean; metaKey: boolean; altKey: boolean };

/** A press as shortcuts write it: `g`, `?`, `mod+k`; `null` for one that belongs to the browser or the system. */
export function keysOf({ key, ctrlKey, metaKey, altKey }: KeyPress, isMac: boolean): string | null {
  if (altKey || key === 'Dead' || key === 'Unidentified') return null;
  if (ctrlKey || metaKey) return (isMac ? metaKey && !ctrlKey : ctrlKey && !metaKey) ? `mod+${key.toLowerCase()}` : null;
  return key;
}

/** The shortcut that a press completes after what was pressed before it, or else what is pressed so far of one. */
export function matchKeys(groups: readonly ShortcutGroup[], pending: string, keys: string): { shortcut: Shortcut | null; pending: string } {
  const all = groups.flatMap(({ shortcuts }) => shortcuts);
  for (const pressed of pending === '' ? [keys] : [`${pending} ${keys}`, keys]) {
    const shortcut = all.findLast((each) => each.keys === pressed);
    if (shortcut !== undefined) return { shortcut, pending: '' };
    if (all.some((each) => each.keys.startsWith(`${pressed} `))) return { shortcut: null, pending: pressed };
  }
  return { shortcut: null, pending: '' };
}
