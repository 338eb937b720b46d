import { buttonClassName } from '@tollgate/ui/button-class-name';
import Link from 'next/link';

export default function NotFound() {
  return (
    <main className="mx-auto flex max-w-lg flex-col items-start gap-3 px-4 py-16">
      <h1 className="text-lg font-semibold">This page does not exist</h1>
      <p className="text-muted-foreground">The address may be mistyped, or what it named was deleted.</p>
      <Link href="/requests" className={buttonClassName('primary')}>
        Go to requests
      </Link>
    </main>
  );
}
