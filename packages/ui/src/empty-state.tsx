import type { ReactNode } from 'react';

type EmptyStateProps = {
  icon?: ReactNode;
  title: string;
  /** What will appear here and the shortest way to make it appear. */ children: ReactNode;
  action?: ReactNode;
};

export function EmptyState({ icon, title, children, action }: EmptyStateProps) {
  return (
    <div className="flex flex-col items-center gap-3 rounded-lg border border-dashed border-input bg-surface px-4 py-12 sm:px-6 text-center">
      {icon !== undefined && (
        <span aria-hidden className="text-muted-foreground [&_svg]:size-6">
          {icon}
        </span>
      )}
      <h2 className="text-base font-semibold">{title}</h2>
      <div className="w-full max-w-prose min-w-0 text-muted-foreground">{children}</div>
      {action}
    </div>
  );
}
