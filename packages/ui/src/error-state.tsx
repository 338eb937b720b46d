'use client';
import { CircleAlert } from 'lucide-react';
import { Button } from './button.tsx';
import { CopyButton } from './copy-button.tsx';

type ErrorStateProps = {
  /** What could not be done. */
  title: string;
  /** Why, and what to do. */
  message: string;
  requestId?: string | undefined;
  onRetry?: (() => void) | undefined;
  isRetrying?: boolean;
};

export function ErrorState({ title, message, requestId, onRetry, isRetrying = false }: ErrorStateProps) {
  return (
    <div role="alert" className="flex flex-col items-start gap-3 rounded-lg border border-danger bg-danger-surface p-4">
      <div className="flex items-start gap-2.5">
        <CircleAlert aria-hidden className="mt-0.5 size-4 shrink-0 text-danger" />
        <div className="min-w-0">
          <p className="font-semibold">{title}</p>
          <p className="mt-0.5 break-words">{message}</p>
        </div>
      </div>
      <div className="flex flex-wrap items-center gap-3">
        {onRetry && (
          <Button size="small" onClick={onRetry} isPending={isRetrying}>
            Try again
          </Button>
        )}
        {requestId !== undefined && (
          <span className="inline-flex items-center gap-1 text-xs">
            Request id <code className="font-mono">{requestId}</code>
            <CopyButton value={requestId} label="Copy request id" />
          </span>
        )}
      </div>
    </div>
  );
}
