'use client';
import { WifiOff } from 'lucide-react';
import { useOnline } from './use-online.ts';

/** Says that the numbers stand still, and why. */
export function OfflineNotice() {
  const isOnline = useOnline();
  return (
    <div role="status">
      {!isOnline && (
        <p className="mb-4 flex items-center gap-2 rounded-md border border-warning bg-warning-surface px-3 py-2 text-warning">
          <WifiOff aria-hidden className="size-4 shrink-0" />
          You are offline. What you see may be old, and changes cannot be saved until the connection is back.
        </p>
      )}
    </div>
  );
}
