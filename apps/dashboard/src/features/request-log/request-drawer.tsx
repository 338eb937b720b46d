'use client';
import { useQuery } from '@tanstack/react-query';
import { Button } from '@tollgate/ui/button';
import { Drawer } from '@tollgate/ui/drawer';
import { ErrorState } from '@tollgate/ui/error-state';
import { Skeleton } from '@tollgate/ui/skeleton';
import { showToast } from '@tollgate/ui/toast';
import { ChevronDown, ChevronUp, Link2 } from 'lucide-react';
import { lazy, Suspense } from 'react';
import { useTRPC } from '../../trpc/client.tsx';
import { useArrowSteps } from './use-arrow-steps.ts';
import { describeError } from '../../trpc/describe-error.ts';
import { useShortcuts } from '../shortcuts/use-shortcuts.ts';

/** A third of the page's script, and nobody reads a request before the list is there. */
const RequestDetailView = lazy(async () => ({ default: (await import('./request-detail-view.tsx')).RequestDetailView }));

type RequestDrawerProps = { requestId: string | null; zone: string; onClose: () => void; onStep: (by: 1 | -1) => void };

/** One request beside the list. Not modal: the list stays usable, and J and K go on moving. */
export function RequestDrawer({ requestId, zone, onClose, onStep }: RequestDrawerProps) {
  const trpc = useTRPC();
  const detail = useQuery(
    trpc.requestLog.get.queryOptions({ requestId: requestId ?? '' }, { enabled: requestId !== null, staleTime: 60_000 }),
  );
  useArrowSteps(requestId !== null, onStep);
  return (
    <Drawer
      isOpen={requestId !== null}
      onOpenChange={(isOpen) => {
        if (!isOpen) onClose();
      }}
      isModal={false}
      className="w-[min(46rem,100vw)]"
      title="Request"
      actions={
        <>
          <CopyLink />
          <Button
            variant="ghost"
            size="icon"
            aria-label="Previous in the list (K)"
            title="Previous in the list (K)"
            icon={<ChevronUp aria-hidden />}
            onClick={() => onStep(-1)}
          />
          <Button
            variant="ghost"
            size="icon"
            aria-label="Next in the list (J)"
            title="Next in the list (J)"
            icon={<ChevronDown aria-hidden />}
            onClick={() => onStep(1)}
          />
        </>
      }
    >
      {detail.error !== null ? (
        <div className="p-4">
          <ErrorState
            title="This request could not be loaded"
            {...describeError(detail.error)}
            onRetry={() => void detail.refetch()}
            isRetrying={detail.isFetching}
          />
        </div>
      ) : detail.data === undefined ? (
        <DetailSkeleton />
      ) : (
        <Suspense fallback={<DetailSkeleton />}>
          <RequestDetailView key={detail.data.requestId} detail={detail.data} zone={zone} />
        </Suspense>
      )}
    </Drawer>
  );
}

function DetailSkeleton() {
  return (
    <div role="status" aria-label="Loading the request" className="flex flex-col gap-3 p-4">
      <Skeleton className="h-6 w-64" />
      <Skeleton className="h-24 w-full" />
      <Skeleton className="h-40 w-full" />
    </div>
  );
}

function CopyLink() {
  useShortcuts('Open request', [{ keys: 'c', label: 'Copy link to this request', run: () => void copy() }]);
  async function copy(): Promise<void> {
    try {
      await navigator.clipboard.writeText(window.location.href);
      showToast('Link copied. It opens this request for everyone who may see it.');
    } catch {
      showToast('The browser refused to copy. Copy the address of this page instead.');
    }
  }
  return (
    <Button
      variant="ghost"
      size="icon"
      aria-label="Copy link to this request"
      title="Copy link to this request (C)"
      icon={<Link2 aria-hidden />}
      onClick={() => void copy()}
    />
  );
}
