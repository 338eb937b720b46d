'use client';
import { ErrorState } from '@tollgate/ui/error-state';

export default function ShellError({ error, reset }: { error: Error & { digest?: string }; reset: () => void }) {
  return (
    <ErrorState
      title="This page could not be shown"
      message="Something failed while the page was drawn. Try again; if it fails again, send the request id to whoever runs this server."
      requestId={error.digest}
      onRetry={reset}
    />
  );
}
