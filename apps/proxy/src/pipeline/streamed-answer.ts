import type { AnswerContext } from '@tollgate/core/chat/front-dialect';
import { usdFromPico } from '@tollgate/core/money/pico-usd';
import type { RequestFact } from '@tollgate/core/usage/facts';
import type { ProxyDeps } from '../deps.ts';
import type { CallerOptions } from '../http/caller-options.ts';
import { toFrontError, type Refusal } from '../http/refusal.ts';
import { ClientStream } from '../stream/client-stream.ts';
import type { Sweepable } from '../stream/stream-sweeper.ts';
import { ContentKeeper, MAX_SIDE_BYTES } from '../usage/content-keeper.ts';
import type { Caller } from './authenticate.ts';
import type { Dispatched } from './dispatch.ts';
import type { Exchange } from './exchange.ts';
import { finishAttempt } from './finish-attempt.ts';
import { responseHeaders } from './response-headers.ts';
import type { StreamAttempt } from './stream-attempt.ts';

const SILENCE_MS = 15_000;
const SLOW_CLIENT_MS = 60_000;
const PROGRESS_MS = 1000;

type Streaming = Extract<Dispatched, { kind: 'stream' }>;

/**
 * The client's stream over all attempts: silent until there is content or fifteen seconds have passed, then relayed to its end. A failure
 * after the first content is one error event and no terminal.
 */
export class StreamedAnswer implements Sweepable {
  readonly #deps: ProxyDeps;
  readonly #exchange: Exchange;
  readonly #caller: Caller;
  readonly #fact: RequestFact;
  readonly #options: CallerOptions;
  readonly #context: AnswerContext;
  readonly #client: ClientStream;
  #made: Streaming | null = null;
  #stream: StreamAttempt | null = null;
  #reportedPieces = 0;
  #reportedTick = 0;

  constructor(deps: ProxyDeps, exchange: Exchange, caller: Caller, fact: RequestFact, options: CallerOptions, context: AnswerContext) {
    this.#context = context;
    this.#deps = deps;
    this.#exchange = exchange;
    this.#caller = caller;
    this.#fact = fact;
    this.#options = options;
    this.#client = new ClientStream(exchange.response, () => this.#head(), exchange.startedTick);
  }

  get isStarted(): boolean {
    return this.#client.isStarted;
  }

  /** Looks after the client while an attempt waits for its first content; `null` when it waits no more. */
  waitFor(stream: StreamAttempt | null): void {
    this.#stream = stream;
    if (stream === null) this.#deps.sweeper.remove(this);
    else this.#deps.sweeper.add(this);
  }

  async relay(made: Streaming, prompt: Buffer): Promise<void> {
    const { attempt, stream } = made;
    const fact = this.#fact;
    this.#made = made;
    this.#stream = stream;
    const keepsContent = this.#options.keepsContent && ContentKeeper.keeps(this.#caller.project, this.#caller.organization);
    if (keepsContent) stream.captured = [];
    fact.firstTokenMs = Math.round(this.#exchange.elapsedMs());
    fact.overheadMicros = Math.max(0, Math.round((this.#exchange.elapsedMs() - made.upstreamMs) * 1000));
    this.#exchange.onGone = () => stream.stop('client_closed', 'The client left in the middle of the answer.', 'client_closed');
    this.#deps.sweeper.add(this);
    const end = await stream.relayTo(this.#client);
    this.#deps.sweeper.remove(this);
    this.#exchange.onGone = null;

    const { costPico } = finishAttempt(this.#deps, this.#caller, made.admission, attempt, fact, {
      outcome: end.outcome,
      message: end.message,
      said: stream.relay.usage,
      pieces: stream.relay.pieces,
    });
    if (end.outcome === 'success') this.#client.end(stream.relay.end(costPico === null ? null : usdFromPico(costPico)));
    else if (end.outcome === 'client_closed') this.#noteFailure(499, 'client_closed', end.message);
    else
      this.#failInBand({
        status: end.outcome === 'timeout' ? 504 : 502,
        code: end.code ?? 'upstream_error',
        message: end.message ?? 'The stream failed.',
        source: 'upstream',
      });
    if (keepsContent) this.#keep(prompt, stream);
  }

  /** Ends a stream whose head went out while every target failed. */
  fail(refusal: Refusal): null {
    this.#failInBand(refusal);
    return null;
  }

  sweep(nowTick: number): void {
    const stream = this.#stream;
    if (stream === null) return;
    if (nowTick >= this.#exchange.deadlineTick) return stream.stop('timeout', 'The time for this request is up.', 'deadline_exceeded');
    if (this.#client.blockedSinceMs !== 0 && nowTick - this.#client.blockedSinceMs > SLOW_CLIENT_MS) {
      stream.stop('client_closed', 'The client read nothing for 60 seconds.', 'client_too_slow');
      this.#exchange.response.destroy();
      return;
    }
    const made = this.#made;
    if (made !== null && this.#client.blockedSinceMs === 0 && nowTick - stream.lastContentTick > made.idleTimeoutMs) {
      return stream.stop('timeout', `The provider sent no content for ${made.idleTimeoutMs} ms.`, 'timeout');
    }
    if (nowTick - this.#client.lastWriteMs >= SILENCE_MS) this.#client.keepAlive(nowTick);
    if (made !== null && stream.relay.pieces !== this.#reportedPieces && nowTick - this.#reportedTick >= PROGRESS_MS) {
      this.#reportedPieces = stream.relay.pieces;
      this.#reportedTick = nowTick;
      this.#deps.usage.progress(made.attempt.id, stream.relay.pieces);
    }
  }

  /** Ends the stream in band because the process is about to stop. */
  cut(): void {
    // No time is left for another attempt.
    this.#exchange.deadlineTick = 0;
    this.#stream?.stop('server_error', 'The gateway is being restarted.', 'gateway_restarting');
  }

  #head(): Record<string, string> {
    const made = this.#made;
    const headers = responseHeaders(
      this.#exchange,
      this.#caller,
      this.#fact,
      this.#options,
      made === null ? null : { ...made, ordinal: made.attempt.ordinal },
    );
    headers['content-type'] = 'text/event-stream; charset=utf-8';
    headers['cache-control'] = 'no-cache, no-transform';
    headers['x-accel-buffering'] = 'no';
    return headers;
  }

  #failInBand(refusal: Refusal): void {
    this.#noteFailure(refusal.status, refusal.code, refusal.message);
    if (this.#exchange.isGone) return;
    const error = toFrontError(refusal, this.#exchange.requestId);
    const relay = this.#made?.stream.relay ?? this.#exchange.front.createStreamEncoder(this.#context);
    this.#client.end(relay.fail(error));
  }

  #noteFailure(status: number, code: string, message: string | null): void {
    this.#fact.status = status;
    this.#fact.errorCode = code.slice(0, 64);
    this.#fact.errorMessage = message?.slice(0, 500) ?? null;
  }

  #keep(prompt: Buffer, stream: StreamAttempt): void {
    const parts: Buffer[] = [];
    let length = 0;
    for (const part of stream.captured ?? []) {
      if (length > MAX_SIDE_BYTES) break;
      parts.push(part);
      length += part.length;
    }
    this.#deps.contents.keep(
      this.#caller.project,
      this.#caller.organization,
      this.#exchange.requestId,
      this.#exchange.startedAtMs,
      prompt,
      Buffer.concat(parts),
    );
  }
}
