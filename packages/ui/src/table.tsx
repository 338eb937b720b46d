import type { ComponentProps } from 'react';
import { classNames } from './class-names.ts';

type TableProps = ComponentProps<'table'> & {
  /** Read out as the table's name and as the name of its scroll area. */
  label: string;
  containerClassName?: string;
};

/** A semantic table in its own focusable scroll area, so that a narrow page scrolls the table and never itself. */
export function Table({ label, className, containerClassName, children, ...rest }: TableProps) {
  return (
    <div
      role="region"
      aria-label={label}
      tabIndex={0}
      className={classNames('relative w-full overflow-auto rounded-lg border bg-surface', containerClassName)}
    >
      <table {...rest} aria-label={label} className={classNames('w-full border-separate border-spacing-0 text-table', className)}>
        {children}
      </table>
    </div>
  );
}

export function TableHead({ className, ...rest }: ComponentProps<'thead'>) {
  return <thead {...rest} className={classNames('sticky top-0 z-10 bg-surface', className)} />;
}

export function TableBody({ className, ...rest }: ComponentProps<'tbody'>) {
  return <tbody {...rest} className={classNames('[&>tr:last-child>*]:border-b-0', className)} />;
}

export function TableRow({ className, ...rest }: ComponentProps<'tr'>) {
  return <tr {...rest} className={classNames('hover:bg-surface-sunken', className)} />;
}

type CellProps = { isNumeric?: boolean };

export function TableHeader({ className, isNumeric = false, scope = 'col', ...rest }: ComponentProps<'th'> & CellProps) {
  return (
    <th
      {...rest}
      scope={scope}
      className={classNames(
        'h-9 border-b px-3 text-left text-xs font-medium whitespace-nowrap text-muted-foreground',
        isNumeric && 'text-right',
        className,
      )}
    />
  );
}

export function TableCell({ className, isNumeric = false, ...rest }: ComponentProps<'td'> & CellProps) {
  return (
    <td {...rest} className={classNames('h-9 border-b px-3 py-1.5 align-middle', isNumeric && 'text-right whitespace-nowrap', className)} />
  );
}
