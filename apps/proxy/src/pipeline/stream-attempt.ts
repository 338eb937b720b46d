import type { AnswerContext, FrontDialect } from '@tollgate/core/chat/front-dialect';
import type { UpstreamError } from '@tollgate/providers/adapter';
import type { Outcome } from '@tollgate/core/routing/outcome';
import type { Pool } from 'undici';
import type { ClientStream } from '../stream/client-stream.ts';
import { PassThroughStream } from '../stream/pass-through-stream.ts';
import type { RelayStream } from '../stream/relay-stream.ts';
import { TappedStream } from '../stream/tapped-stream.ts';
import { TranslatedStream } from '../stream/translated-stream.ts';
import { classifyFailure, failure } from '../upstream/classify-failure.ts';
import { UpstreamCall, type UpstreamListener } from '../upstream/upstream-call.ts';
import { MAX_SIDE_BYTES } from '../usage/content-keeper.ts';
import type { Attempt } from './attempt.ts';
import { isPassedThrough, type DialledRequest } from './build-upstream-request.ts';

/** How far an attempt got: its first content came, or it failed before any. */
export type StreamStart = { kind: 'content' } | { kind: 'failure'; error: UpstreamError } | { kind: 'gone' };
/** How an accepted stream ended. `message` is for the client and the log; `null` on success. */
export type StreamEnd = { outcome: Outcome; message: string | null; code: string | null };

/** Events before the first content are few and small. */
const MAX_HELD_BYTES = 1024 * 1024;
const MAX_ERROR_BYTES = 64 * 1024;

/**
 * One streamed upstream call. Until its first content everything is held back, so that another attempt may take its place unseen;
 * after `relayTo` pieces go to the client as they come, at the client's pace.
 */
export class StreamAttempt implements UpstreamListener {
  readonly relay: RelayStream;
  /** Resolves once, at the first content or at the failure that came before it. */
  readonly start: Promise<StreamStart>;
  /** What passed to the client, for projects that keep content; `null` when nothing is kept. */
  captured: Buffer[] | null = null;
  /** Monotonic time of the last piece of content; keep-alives of the provider do not count. */
  lastContentTick: number;
  readonly #attempt: Attempt;
  readonly #call: UpstreamCall;
  readonly #timeoutMs: number;
  #resolveStart!: (start: StreamStart) => void;
  #resolveEnd!: (end: StreamEnd) => void;
  #end: StreamEnd | null = null;
  #held: (Buffer | string)[] = [];
  #errorParts: Buffer[] | null = null;
  #errorLength = 0;
  #headers: Record<string, string | undefined> = {};
  #client: ClientStream | null = null;
  #timer: NodeJS.Timeout | null;
  #pieces = 0;
  #capturedBytes = 0;
  #heldBytes = 0;

  constructor(
    pool: Pool,
    dialled: DialledRequest,
    attempt: Attempt,
    options: { front: FrontDialect; context: AnswerContext; timeoutMs: number },
  ) {
    const { front, context } = options;
    this.relay = !isPassedThrough(attempt.api, front.dialect)
      ? new TranslatedStream(attempt.api, front, context)
      : front.dialect === 'openai-chat'
        ? new PassThroughStream(context.request.includeUsage)
        : new TappedStream(attempt.api, front, context);
    this.#attempt = attempt;
    this.#timeoutMs = options.timeoutMs;
    this.lastContentTick = attempt.startedTick;
    this.start = new Promise((resolve) => (this.#resolveStart = resolve));
    this.#timer = setTimeout(() => this.#giveUp(), options.timeoutMs);
    this.#call = UpstreamCall.start(pool, dialled, this);
  }

  /** Sends what was held and everything that follows. Resolves when the stream has ended; the terminal is left to the caller. */
  relayTo(client: ClientStream): Promise<StreamEnd> {
    this.#client = client;
    client.onDrain = () => {
      // The provider was held up by the client's pace, not by its own.
      this.lastContentTick = performance.now();
      this.#call.resume();
    };
    const held = this.#held;
    this.#held = [];
    for (const bytes of held) this.#send(bytes);
    if (this.#end !== null) return Promise.resolve(this.#end);
    return new Promise((resolve) => (this.#resolveEnd = resolve));
  }

  /** Ends the stream from our side: the client left, was too slow, or a limit was reached. */
  stop(outcome: Outcome, message: string, code: string | null): void {
    this.#call.abort(message);
    if (this.#timer !== null)
      this.#resolveBegin(
        outcome === 'client_closed' ? { kind: 'gone' } : { kind: 'failure', error: failure(outcome as UpstreamError['outcome'], message) },
      );
    this.#finish({ outcome, message, code });
  }

  onHead(status: number, headers: Record<string, string | string[] | undefined>): void {
    this.#attempt.upstreamStatus = status;
    this.#attempt.hasHead = true;
    this.#headers = headers as Record<string, string | undefined>;
    const type = this.#headers['content-type'] ?? '';
    if (status !== 200 || type.startsWith('application/json') || type.startsWith('text/html')) this.#errorParts = [];
  }

  onData(chunk: Buffer): void {
    if (this.#errorParts !== null) {
      if (this.#errorLength < MAX_ERROR_BYTES) this.#errorParts.push(chunk);
      this.#errorLength += chunk.length;
      return;
    }
    const output = this.relay.push(chunk);
    if (this.relay.pieces !== this.#pieces) {
      this.#pieces = this.relay.pieces;
      this.lastContentTick = performance.now();
      this.#attempt.noteFirstToken();
    }
    if (output !== null) this.#send(output);
    if (this.relay.failure !== null) {
      const { message, code, status } = this.relay.failure;
      this.#call.abort('The provider reported an error');
      const error = this.#attempt.target.adapter.readError(status ?? 500, this.#headers, JSON.stringify({ error: { message, code } }));
      // Content and error may come in one piece.
      this.#resolveBegin(this.relay.hasContent ? { kind: 'content' } : { kind: 'failure', error });
      this.#finish({ outcome: error.outcome, message, code });
    } else if (this.relay.hasContent && this.#timer !== null) this.#resolveBegin({ kind: 'content' });
  }

  onEnd(): void {
    if (this.#errorParts !== null) return this.#endWithError();
    const last = this.relay.close();
    if (last !== null) this.#send(last);
    if (this.relay.isComplete) {
      this.#finish({ outcome: 'success', message: null, code: null });
      this.#resolveBegin({ kind: 'content' });
      return;
    }
    const message = 'The provider ended the stream before the answer was complete.';
    this.#resolveBegin({ kind: 'failure', error: failure('server_error', message) });
    this.#finish({ outcome: 'server_error', message, code: 'stream_cut' });
  }

  onFailure(error: Error): void {
    // Some providers drop the connection right after their terminal; the answer is whole all the same.
    if (this.relay.isComplete) return this.onEnd();
    const classified = this.relay.hasContent
      ? failure('server_error', 'The connection to the provider broke off in the middle of the answer.')
      : classifyFailure(error);
    this.#resolveBegin({ kind: 'failure', error: classified });
    this.#finish({ outcome: classified.outcome, message: classified.message, code: 'stream_cut' });
  }

  #endWithError(): void {
    const text = Buffer.concat(this.#errorParts ?? []).toString('utf8');
    const status = this.#attempt.upstreamStatus ?? 0;
    let error: UpstreamError;
    if (status === 200) {
      this.#attempt.upstreamStatus = 502;
      error = failure('server_error', 'The provider answered with something that is not an event stream.');
    } else error = this.#attempt.target.adapter.readError(status, this.#headers, text);
    this.#resolveBegin({ kind: 'failure', error });
    this.#finish({ outcome: error.outcome, message: error.message, code: error.code });
  }

  #giveUp(): void {
    const message = `The provider sent no content within ${Math.round(this.#timeoutMs)} ms.`;
    this.#call.abort(message);
    this.#resolveBegin({ kind: 'failure', error: failure('timeout', message) });
    this.#finish({ outcome: 'timeout', message, code: 'timeout' });
  }

  #send(bytes: Buffer | string): void {
    if (this.#client === null) {
      this.#held.push(bytes);
      this.#heldBytes += bytes.length;
      if (this.#heldBytes > MAX_HELD_BYTES)
        this.stop('server_error', 'The provider sent a megabyte of events without any content.', 'stream_without_content');
      return;
    }
    if (this.captured !== null && this.#capturedBytes <= MAX_SIDE_BYTES) {
      this.captured.push(typeof bytes === 'string' ? Buffer.from(bytes) : bytes);
      this.#capturedBytes += bytes.length;
    }
    if (!this.#client.write(bytes, performance.now())) this.#call.pause();
  }

  #resolveBegin(start: StreamStart): void {
    if (this.#timer === null) return;
    clearTimeout(this.#timer);
    this.#timer = null;
    this.#resolveStart(start);
  }

  #finish(end: StreamEnd): void {
    if (this.#end !== null) return;
    this.#end = end;
    this.#resolveEnd?.(end);
  }
}
