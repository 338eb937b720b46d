'use client';

/**
 * What stands where a page outside the shell could not be drawn. Every page carries it from the start, so it is made of nothing but
 * elements.
 */
export function FailedPage({ error, reset }: { error: Error & { digest?: string }; reset: () => void }) {
  return (
    <main className="mx-auto flex min-h-dvh max-w-lg flex-col items-start justify-center gap-3 px-4 pb-24">
      <p className="text-base font-semibold">Tollgate</p>
      <h1 className="text-lg font-semibold">This page could not be shown</h1>
      <p className="text-muted-foreground">
        Something failed while the page was drawn. Try again; if it fails again, send the request id to whoever runs this server.
      </p>
      {error.digest !== undefined && (
        <p className="text-xs">
          Request id <code className="font-mono">{error.digest}</code>
        </p>
      )}
      <button
        type="button"
        className="h-9 rounded-md bg-accent px-3 text-sm font-medium text-accent-foreground hover:bg-accent-hover"
        onClick={reset}
      >
        Try again
      </button>
    </main>
  );
}
