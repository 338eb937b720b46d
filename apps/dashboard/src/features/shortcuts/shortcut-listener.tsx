'use client';
import { useEffect, useEffectEvent, useRef } from 'react';
import { keysOf, matchKeys } from './match-keys.ts';
import { currentShortcuts } from './shortcut-registry.ts';
import { useIsMac } from './use-is-mac.ts';
import { useShortcutsEnabled } from './use-shortcuts-enabled.ts';

/** How long after `g` the next key still belongs to it. */
const PATIENCE_MS = 1500;

/** Hears the keys of the whole page: single ones only when nobody types, no dialog asks for an answer and the person wants them. */
export function ShortcutListener() {
  const isMac = useIsMac();
  const { isEnabled } = useShortcutsEnabled();
  const pending = useRef({ keys: '', atMs: 0 });

  const onKeyDown = useEffectEvent((event: KeyboardEvent) => {
    if (event.defaultPrevented || event.isComposing) return;
    const keys = keysOf(event, isMac);
    if (keys === null) return;
    if (!keys.startsWith('mod+') && (!isEnabled || isTyping(event.target) || document.querySelector('[aria-modal="true"]') !== null))
      return;
    const isFresh = event.timeStamp - pending.current.atMs < PATIENCE_MS;
    const match = matchKeys(currentShortcuts(), isFresh ? pending.current.keys : '', keys);
    pending.current = { keys: match.pending, atMs: event.timeStamp };
    if (match.shortcut === null) return;
    event.preventDefault();
    match.shortcut.run();
  });

  useEffect(() => {
    document.addEventListener('keydown', onKeyDown);
    return () => document.removeEventListener('keydown', onKeyDown);
  }, []);
  return null;
}

function isTyping(target: EventTarget | null): boolean {
  if (!(target instanceof HTMLElement)) return false;
  if (target instanceof HTMLInputElement) return !/^(button|checkbox|radio|range|submit|reset)$/.test(target.type);
  return (
    target.isContentEditable || target.matches('textarea, select, [role="textbox"], [role="combobox"], [role="menu"] *, [role="menu"]')
  );
}
