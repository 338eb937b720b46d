import type { FrontError } from '@tollgate/core/chat/front-dialect';
import type { Usage } from '@tollgate/core/usage/usage';

/** No event of a chat stream comes near this; a longer one would only fill the memory. */
export const MAX_EVENT_BYTES = 16 * 1024 * 1024;

/** How an upstream stream failed after it had begun. */
export type StreamFailure = { message: string; code: string | null; status: number | null };

export const TOO_LARGE: StreamFailure = {
  message: 'The provider sent a stream event that is too large.',
  code: 'unreadable_stream',
  status: null,
};
export const UNREADABLE: StreamFailure = {
  message: 'The provider sent a stream event that is not readable.',
  code: 'unreadable_stream',
  status: null,
};

/**
 * Turns one upstream stream into the client's, piece by piece. What `push` and `end` return is what the client should be sent, in
 * order; nothing of it has been sent before the caller does so. The fields tell what was learnt so far.
 */
export type RelayStream = {
  /** The answer has begun: no other target may take over from here. */
  readonly hasContent: boolean;
  /** The provider said in the stream that it failed; nothing more should be read. */
  readonly failure: StreamFailure | null;
  /** The provider's clean terminal was seen. */
  readonly isComplete: boolean;
  readonly usage: Usage | null;
  /** Pieces of answer so far, about one token each: what is billed when the provider never says. */
  readonly pieces: number;
  push(chunk: Buffer): Buffer | string | null;
  /** Called once, when the upstream's body ended in an orderly way: decides whether the answer is complete. */
  close(): Buffer | string | null;
  /** The end of a complete stream: the usage chunk when the caller asked for it, and the terminal. */
  end(costUsd: string | null): string;
  /** One error in place of the end. */
  fail(error: FrontError): string;
};
