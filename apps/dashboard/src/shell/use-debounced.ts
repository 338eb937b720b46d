'use client';
import { useEffect, useState } from 'react';

/** A value that follows another once it has been still for `delayMs`, so that a server is asked once a word and not once a letter. */
export function useDebounced<Value>(value: Value, delayMs = 250): Value {
  const [settled, setSettled] = useState(value);
  useEffect(() => {
    const timer = setTimeout(() => setSettled(value), delayMs);
    return () => clearTimeout(timer);
  }, [value, delayMs]);
  return settled;
}
