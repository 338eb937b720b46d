import { isTrpcError } from './is-trpc-error.ts';

export type DescribedError = { message: string; requestId: string | undefined; field: string | undefined };

/** What to show of a failed call: the server's own sentence when it sent one, else that it could not be reached. */
export function describeError(error: unknown): DescribedError {
  if (isTrpcError(error) && error.data !== undefined && error.data !== null) {
    return { message: error.message, requestId: error.data.requestId ?? undefined, field: error.data.field ?? undefined };
  }
  return { message: 'The server did not answer. Check your connection and try again.', requestId: undefined, field: undefined };
}
