'use client';
import { useEffect, useEffectEvent } from 'react';

/** What uses the arrow keys itself. */
const OWN_ARROWS =
  'input, select, textarea, [contenteditable], [role="tab"], [role="menu"], [role="combobox"], [role="slider"], [role="region"]';

/**
 * Up and down move to the row above and below while something is open. Heard before the open dialog, which keeps arrow keys to itself;
 * whatever has use for them in the focused element goes first.
 */
export function useArrowSteps(isOn: boolean, onStep: (by: 1 | -1) => void): void {
  const onKeyDown = useEffectEvent((event: KeyboardEvent) => {
    const by = { ArrowDown: 1, ArrowUp: -1 }[event.key] as 1 | -1 | undefined;
    if (by === undefined || event.ctrlKey || event.metaKey || event.altKey || event.shiftKey) return;
    if (event.target instanceof Element && event.target.closest(OWN_ARROWS) !== null && !event.target.matches('[data-opens]')) return;
    event.preventDefault();
    onStep(by);
  });
  useEffect(() => {
    if (!isOn) return;
    document.addEventListener('keydown', onKeyDown, true);
    return () => document.removeEventListener('keydown', onKeyDown, true);
  }, [isOn]);
}
