import type { ReactNode } from 'react';
import { redirect } from 'next/navigation';
import { getSession } from '../../auth/session.ts';
import { Brand } from '../../shell/brand.tsx';

export default async function AuthLayout({ children }: { children: ReactNode }) {
  if ((await getSession()) !== null) redirect('/requests');
  return (
    <main className="mx-auto flex min-h-dvh w-full max-w-sm flex-col justify-center gap-6 px-4 py-10">
      <Brand />
      {children}
    </main>
  );
}
