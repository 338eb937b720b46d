import { ServiceError, type ServiceErrorCode } from '@tollgate/services/errors';
import { TRPCError } from '@trpc/server';

const CODES: Record<ServiceErrorCode, TRPCError['code']> = {
  not_found: 'NOT_FOUND',
  invalid: 'BAD_REQUEST',
  conflict: 'CONFLICT',
  forbidden: 'FORBIDDEN',
  unauthenticated: 'UNAUTHORIZED',
  too_many_requests: 'TOO_MANY_REQUESTS',
  unavailable: 'SERVICE_UNAVAILABLE',
};

/**
 * The one translation from what a procedure threw to what its caller reads. Refusals keep their message; anything else is a bug
 * whose text could hold a secret or a row, so it is reported and masked.
 */
export function toTrpcError(error: TRPCError, report: (cause: unknown) => void): TRPCError {
  const cause = error.cause;
  if (cause instanceof ServiceError) return new TRPCError({ code: CODES[cause.code], message: cause.message, cause });
  if (error.code !== 'INTERNAL_SERVER_ERROR') return error;
  report(cause ?? error);
  return new TRPCError({
    code: 'INTERNAL_SERVER_ERROR',
    message:
      'Something failed on our side, and nothing was told to you that could explain it. Try again; if it fails again, send the request id to whoever runs this server.',
  });
}
