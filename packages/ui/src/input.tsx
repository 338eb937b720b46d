import type { ComponentProps } from 'react';
import { classNames } from './class-names.ts';

export function Input({ className, type = 'text', ...rest }: ComponentProps<'input'>) {
  return (
    <input
      {...rest}
      type={type}
      className={classNames(
        'h-9 w-full min-w-0 rounded-md border border-input bg-surface px-2.5 text-sm text-foreground disabled:opacity-60 aria-invalid:border-danger',
        className,
      )}
    />
  );
}
