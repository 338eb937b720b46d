'use client';
import { useState } from 'react';
import type { Range } from '../time-range/range.ts';

const DAY_MS = 86_400_000;

/**
 * The range as it was when `key` last changed, so that a list does not begin anew with every minute. One that reaches into the present
 * is left open at its end: what comes in since belongs to it.
 */
export function useFrozenRange(key: string, range: Range, nowMs: number): Range {
  const [frozen, setFrozen] = useState({ key, range: open(range, nowMs) });
  if (frozen.key === key) return frozen.range;
  const next = { key, range: open(range, nowMs) };
  setFrozen(next);
  return next.range;
}

function open(range: Range, nowMs: number): Range {
  return range.toMs >= nowMs ? { ...range, toMs: range.toMs + DAY_MS } : range;
}
