import type { ReactNode } from 'react';

/** What a page before the sign-in is about. */
export function AuthHeader({ title, children }: { title: string; children?: ReactNode }) {
  return (
    <header>
      <h1 className="text-xl font-semibold text-balance">{title}</h1>
      {children !== undefined && <p className="mt-1.5 text-pretty text-muted-foreground">{children}</p>}
    </header>
  );
}
