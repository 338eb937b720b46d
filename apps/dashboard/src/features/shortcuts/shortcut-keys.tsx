'use client';
import { Kbd } from '@tollgate/ui/kbd';
import { useIsMac } from './use-is-mac.ts';

const NAMES: Record<string, string> = { Escape: 'Esc', ArrowUp: '↑', ArrowDown: '↓', ArrowLeft: '←', ArrowRight: '→', ' ': 'Space' };

/** Keys as they stand on the keyboard: `g` then `c`, or `⌘ K`. */
export function ShortcutKeys({ keys }: { keys: string }) {
  const isMac = useIsMac();
  return (
    <span className="inline-flex items-center gap-1">
      {keys.split(keys.startsWith('mod+') ? '+' : ' ').map((key) => (
        <Kbd key={key}>{key === 'mod' ? (isMac ? '⌘' : 'Ctrl') : (NAMES[key] ?? (key.length === 1 ? key.toUpperCase() : key))}</Kbd>
      ))}
    </span>
  );
}
