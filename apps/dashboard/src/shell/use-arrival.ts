'use client';
import { parseAsString, useQueryState } from 'nuqs';

type Arrival = { ref?: (element: HTMLElement | null) => void; className?: string; 'aria-current'?: 'true' };

/** What marks the row or card that the URL leads to (`at=key_…`) and brings it into view: spread the result over each with its id. */
export function useArrival(): (id: string, className?: string) => Arrival {
  const [at] = useQueryState('at', parseAsString);
  return (id, className) => {
    if (id !== at) return className === undefined ? {} : { className };
    return {
      ref: scrollIntoView,
      className: `${className ?? ''} outline-2 -outline-offset-2 outline-accent`.trim(),
      'aria-current': 'true',
    };
  };
}

function scrollIntoView(element: HTMLElement | null): void {
  element?.scrollIntoView({ block: 'center' });
}
