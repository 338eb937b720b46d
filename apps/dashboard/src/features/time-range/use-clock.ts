'use client';
import { useSyncExternalStore } from 'react';

const STEP_MS = 30_000;
const now = (): number => Math.floor(Date.now() / STEP_MS) * STEP_MS;

function subscribe(onTick: () => void): () => void {
  const timer = setInterval(onTick, STEP_MS);
  return () => clearInterval(timer);
}

/** Epoch milliseconds, half a minute coarse so that a page does not render for every second; `null` on the server. */
export function useClock(): number | null {
  return useSyncExternalStore<number | null>(subscribe, now, () => null);
}
