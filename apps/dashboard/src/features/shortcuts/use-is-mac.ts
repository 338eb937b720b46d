'use client';
import { useSyncExternalStore } from 'react';

const never = () => () => undefined;

/** Whether the command key is ⌘ here and not Ctrl. */
export function useIsMac(): boolean {
  return useSyncExternalStore(
    never,
    () => /Mac|iPhone|iPad/.test(navigator.userAgent),
    () => false,
  );
}
