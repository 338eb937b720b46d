import { Badge, type BadgeTone } from '@tollgate/ui/badge';

/** The HTTP status that the caller got; a code says more than a number where there is one. */
export function StatusBadge({ status, errorCode }: { status: number; errorCode: string | null }) {
  const tone: BadgeTone = status < 400 ? 'success' : status === 499 ? 'neutral' : status < 500 ? 'warning' : 'danger';
  return (
    <span className="inline-flex min-w-0 items-center gap-1.5">
      <Badge tone={tone}>{status}</Badge>
      {errorCode !== null && <span className="truncate text-xs text-muted-foreground">{errorCode}</span>}
    </span>
  );
}
