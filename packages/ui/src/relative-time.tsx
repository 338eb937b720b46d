'use client';
import { useEffect, useState } from 'react';
import { describeTimeDistance } from './describe-time-distance.ts';

/** A moment as its distance from now, kept fresh, with the exact time and its zone in the title. */
export function RelativeTime({ value, className }: { value: Date | string | number; className?: string }) {
  const date = new Date(value);
  const [now, setNow] = useState(() => Date.now());
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), 15_000);
    return () => clearInterval(timer);
  }, []);
  const exact = date.toLocaleString('en-GB', { dateStyle: 'medium', timeStyle: 'long' });
  return (
    <time dateTime={date.toISOString()} title={exact} className={className} suppressHydrationWarning>
      {describeTimeDistance(date.getTime(), Math.max(now, Math.min(date.getTime(), now + 5000)))}
    </time>
  );
}
