import { buttonClassName } from '@tollgate/ui/button-class-name';
import Link from 'next/link';
import { Brand } from '../shell/brand.tsx';

export default function NotFound() {
  return (
    <main className="mx-auto flex min-h-dvh max-w-lg flex-col items-start justify-center gap-3 px-4 pb-24">
      <div className="mb-4">
        <Brand />
      </div>
      <h1 className="text-lg font-semibold">This page does not exist</h1>
      <p className="text-muted-foreground">The address may be mistyped, or what it named was deleted.</p>
      <Link href="/" className={buttonClassName('primary')}>
        Go to the dashboard
      </Link>
    </main>
  );
}
