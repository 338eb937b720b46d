import { Badge, type BadgeTone } from '@tollgate/ui/badge';
import { classNames } from '@tollgate/ui/class-names';

/** The HTTP status that the caller got; a code says more than a number where there is one. */
export function StatusBadge({
  status,
  errorCode,
  isCompact = false,
}: {
  status: number;
  errorCode: string | null;
  /** Says the code to screen readers and in the title alone. */ isCompact?: boolean;
}) {
  const tone: BadgeTone = status < 400 ? 'success' : status === 499 ? 'neutral' : status < 500 ? 'warning' : 'danger';
  return (
    <span className="inline-flex min-w-0 items-center gap-1.5">
      <Badge tone={tone} {...(errorCode === null ? {} : { title: errorCode })}>
        {status}
      </Badge>
      {errorCode !== null && (
        <span className={classNames('truncate text-xs text-muted-foreground', isCompact && 'sr-only')}>{errorCode}</span>
      )}
    </span>
  );
}
