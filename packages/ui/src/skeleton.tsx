import { classNames } from './class-names.ts';

/** A grey block in the place of what is being loaded; hidden from screen readers, the region around it is marked busy. */
export function Skeleton({ className }: { className?: string }) {
  return <span aria-hidden className={classNames('animate-skeleton block h-4 rounded-sm bg-surface-hover', className)} />;
}
