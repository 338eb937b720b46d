'use client';
import { useSyncExternalStore } from 'react';

const never = () => () => undefined;
const browserZone = (): string => Intl.DateTimeFormat().resolvedOptions().timeZone || 'UTC';

/** The browser's IANA zone; `null` while the page is still the server's, which cannot know it. */
export function useBrowserZone(): string | null {
  return useSyncExternalStore<string | null>(never, browserZone, () => null);
}
