import { ChevronDown } from 'lucide-react';
import type { ComponentProps } from 'react';
import { classNames } from './class-names.ts';

/** The platform's own select: keyboard, screen readers and phones get what their users know. */
export function Select({ className, children, ...rest }: ComponentProps<'select'>) {
  return (
    <span className={classNames('relative inline-block w-full min-w-0', className)}>
      <select
        {...rest}
        className="h-9 w-full min-w-0 appearance-none truncate rounded-md border border-input bg-surface pr-8 pl-2.5 text-sm text-foreground disabled:opacity-60 aria-invalid:border-danger"
      >
        {children}
      </select>
      <ChevronDown aria-hidden className="pointer-events-none absolute top-2.5 right-2.5 size-4 text-muted-foreground" />
    </span>
  );
}
