import Link from 'next/link';
import type { ReactNode } from 'react';

export function AuthLink({ href, children }: { href: string; children: ReactNode }) {
  return (
    <Link href={href} prefetch={false} className="text-accent underline underline-offset-2">
      {children}
    </Link>
  );
}
