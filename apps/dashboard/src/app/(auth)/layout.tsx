import type { ReactNode } from 'react';
import { GatePicture } from '../../features/account/gate-picture.tsx';
import { Brand } from '../../shell/brand.tsx';

export default function AuthLayout({ children }: { children: ReactNode }) {
  return (
    <div className="grid min-h-dvh lg:grid-cols-[minmax(0,1fr)_minmax(0,1.1fr)]">
      <main className="mx-auto flex w-full max-w-sm flex-col justify-center gap-6 px-4 py-10">
        <Brand />
        {children}
      </main>
      <aside
        aria-label="About Tollgate"
        className="hidden flex-col items-center justify-center gap-8 border-l bg-surface-sunken p-12 lg:flex"
      >
        <GatePicture />
        <p className="max-w-sm text-center text-balance text-muted-foreground">
          One address for every model. Each call is on the ledger, to the last fraction of a cent.
        </p>
      </aside>
    </div>
  );
}
