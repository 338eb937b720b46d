import type { ReactNode } from 'react';

/** The row of buttons that ends a dialog or a form. */
export function DialogActions({ children }: { children: ReactNode }) {
  return <div className="mt-5 flex flex-wrap justify-end gap-2">{children}</div>;
}
