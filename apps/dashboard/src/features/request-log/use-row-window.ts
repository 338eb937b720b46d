'use client';
import { useEffect, useState, type RefObject } from 'react';

/** Rows from `start` up to but not including `end`. */
export type RowWindow = { start: number; end: number };

/** Rows are drawn in steps of so many, so that not every pixel of a scroll draws anew. */
const STEP = 8;

/** The rows of one height that are in sight in a scroll area, and a step of them above and below. */
export function useRowWindow(area: RefObject<HTMLElement | null>, count: number, rowPx: number): RowWindow {
  const [{ start, end }, setWindow] = useState<RowWindow>({ start: 0, end: 4 * STEP });
  useEffect(() => {
    const element = area.current;
    if (element === null) return;
    const measure = (): void => {
      const next = windowOf(element.scrollTop, element.clientHeight, rowPx);
      setWindow((before) => (before.start === next.start && before.end === next.end ? before : next));
    };
    measure();
    const observer = new ResizeObserver(measure);
    observer.observe(element);
    element.addEventListener('scroll', measure, { passive: true });
    return () => {
      observer.disconnect();
      element.removeEventListener('scroll', measure);
    };
  }, [area, rowPx]);
  return { start: Math.min(start, Math.max(0, count - 1)), end: Math.min(end, count) };
}

export function windowOf(scrollPx: number, heightPx: number, rowPx: number): RowWindow {
  const first = Math.floor(Math.max(0, scrollPx) / rowPx / STEP) * STEP;
  const last = Math.ceil((Math.max(0, scrollPx) + heightPx) / rowPx / STEP) * STEP;
  return { start: Math.max(0, first - STEP), end: last + STEP };
}
