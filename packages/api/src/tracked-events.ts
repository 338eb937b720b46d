import { tracked, TRPCError, type TrackedEnvelope } from '@trpc/server';
import type { ApiContext } from './context.ts';
import { toTrpcError } from './to-trpc-error.ts';

/** Events of a subscription under their ids, so that a client that lost its connection goes on after the last one that it got. */
export async function* trackedEvents<Event extends { id: string }>(
  context: Pick<ApiContext, 'reportError' | 'requestId'>,
  events: AsyncIterable<Event>,
): AsyncGenerator<TrackedEnvelope<Omit<Event, 'id'>>> {
  try {
    for await (const { id, ...event } of events) yield tracked(id, event);
  } catch (error) {
    // What fails after the first event passes no middleware any more.
    throw toTrpcError(asTrpcError(error), (cause) => context.reportError(cause, context.requestId));
  }
}

function asTrpcError(error: unknown): TRPCError {
  return error instanceof TRPCError ? error : new TRPCError({ code: 'INTERNAL_SERVER_ERROR', cause: error });
}
