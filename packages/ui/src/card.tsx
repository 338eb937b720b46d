import type { ComponentProps, ReactNode } from 'react';
import { classNames } from './class-names.ts';

type CardProps = Omit<ComponentProps<'section'>, 'title'> & { title?: ReactNode; description?: ReactNode; actions?: ReactNode };

export function Card({ title, description, actions, className, children, ...rest }: CardProps) {
  return (
    <section {...rest} className={classNames('min-w-0 rounded-lg border bg-surface', className)}>
      {title !== undefined && (
        <header className="flex flex-wrap items-start gap-3 border-b px-4 py-3">
          <div className="min-w-0 flex-1">
            <h2 className="font-semibold">{title}</h2>
            {description !== undefined && <p className="mt-0.5 text-muted-foreground">{description}</p>}
          </div>
          {actions}
        </header>
      )}
      <div className="p-4">{children}</div>
    </section>
  );
}
