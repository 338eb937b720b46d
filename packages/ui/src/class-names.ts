import { clsx, type ClassValue } from 'clsx';
import { extendTailwindMerge } from 'tailwind-merge';

const merge = extendTailwindMerge({ extend: { theme: { text: ['table'] } } });

/** Joins class names; a later Tailwind class replaces an earlier one of the same property. */
export function classNames(...values: ClassValue[]): string {
  return merge(clsx(values));
}
