'use client';
import { lazy, Suspense, useSyncExternalStore } from 'react';
import { noToasts, shownToasts, subscribeToToasts } from './toast.ts';

const Toasts = lazy(async () => ({ default: (await import('./toast-list.tsx')).ToastList }));
/** Where short confirmations appear, and are read out. */
export function Toaster() {
  const shown = useSyncExternalStore(subscribeToToasts, shownToasts, noToasts);
  return (
    <section aria-label="Notifications" aria-live="polite" className="fixed right-4 bottom-4 z-60 w-[min(22rem,calc(100vw-2rem))]">
      {shown.length > 0 && (
        <Suspense>
          <Toasts toasts={shown} />
        </Suspense>
      )}
    </section>
  );
}
