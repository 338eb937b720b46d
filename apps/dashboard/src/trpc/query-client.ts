import { MutationCache, QueryCache, QueryClient } from '@tanstack/react-query';
import { isTrpcError } from './is-trpc-error.ts';

/** Refusals are final; only what may heal by itself is tried again. A session that ended leads back to the sign-in. */
export function createQueryClient(): QueryClient {
  return new QueryClient({
    queryCache: new QueryCache({ onError: leaveWhenSignedOut }),
    mutationCache: new MutationCache({ onError: leaveWhenSignedOut }),
    defaultOptions: {
      queries: { staleTime: 10_000, retry: (failures, error) => failures < 2 && (statusOf(error) ?? 500) >= 500 },
    },
  });
}

/** `null` when the server did not answer. */
function statusOf(error: unknown): number | null {
  return isTrpcError(error) ? (error.data?.httpStatus ?? null) : null;
}

function leaveWhenSignedOut(error: unknown): void {
  if (typeof window === 'undefined' || statusOf(error) !== 401) return;
  const { pathname, search } = window.location;
  window.location.assign(`/sign-in?${new URLSearchParams({ next: pathname + search })}`);
}
