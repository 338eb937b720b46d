import { QueryClient } from '@tanstack/react-query';
import { isTrpcError } from './is-trpc-error.ts';

/** Refusals are final; only what may heal by itself is tried again. */
export function createQueryClient(): QueryClient {
  return new QueryClient({
    defaultOptions: {
      queries: {
        staleTime: 10_000,
        retry: (failures, error) => failures < 2 && !(isTrpcError(error) && error.data !== undefined && error.data !== null && error.data.httpStatus < 500),
      },
    },
  });
}
