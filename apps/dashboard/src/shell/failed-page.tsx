'use client';
import { ErrorState } from '@tollgate/ui/error-state';
import { Brand } from './brand.tsx';

/** What stands where a page outside the shell could not be drawn. */
export function FailedPage({ error, reset }: { error: Error & { digest?: string }; reset: () => void }) {
  return (
    <main className="mx-auto flex min-h-dvh max-w-lg flex-col justify-center gap-4 px-4 pb-24">
      <Brand />
      <h1 className="sr-only">This page could not be shown</h1>
      <ErrorState
        title="This page could not be shown"
        message="Something failed while the page was drawn. Try again; if it fails again, send the request id to whoever runs this server."
        requestId={error.digest}
        onRetry={reset}
      />
    </main>
  );
}
