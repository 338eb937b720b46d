import type { AppRouter } from '@tollgate/api/root';
import { TRPCClientError } from '@trpc/client';

export function isTrpcError(error: unknown): error is TRPCClientError<AppRouter> {
  return error instanceof TRPCClientError;
}
