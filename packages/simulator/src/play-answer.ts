import type { ServerResponse } from 'node:http';
import { createChunkEncoder, encodeCompletion, type Identity } from './encode-answer.ts';
import type { Journal, JournalEntry } from './journal.ts';
import type { AnswerPlan } from './plan-answer.ts';
import { errorBody } from './refusal.ts';

const STREAM_HEADERS = { 'content-type': 'text/event-stream; charset=utf-8', 'cache-control': 'no-cache' };
/** Unpaced pieces leave together in writes of about this size, still one event each. */
const BATCH_BYTES = 16_384;
const STREAM_ERROR = errorBody(
  'server_error',
  'simulated_error',
  'The simulated server failed in the middle of its answer, as it was asked to.',
);

/** Sends a planned answer, waiting for the client when it reads slowly, and journals how it ended. Resolves when nothing is left to do. */
export async function playAnswer(
  plan: AnswerPlan,
  call: { stream: boolean; includeUsage: boolean },
  identity: Identity,
  response: ServerResponse,
  journal: Journal,
  entry: JournalEntry,
): Promise<void> {
  entry.promptTokens = plan.usage.promptTokens;
  entry.cachedTokens = plan.usage.cachedTokens;
  const out = outputOf(response, entry);
  response.once('close', () => journal.close(entry, plan.end === 'stall' ? 'stalled' : 'client_closed'));

  if (plan.delayMs > 0) await out.pauseUntil(Date.now() + plan.delayMs);
  if (out.isGone()) return;
  if (plan.end !== 'complete' && plan.endAfterPieces < 0) {
    if (plan.end === 'cut') cut(response, journal, entry);
    return;
  }
  entry.status = 200;
  if (call.stream) await playStream(plan, call.includeUsage, identity, response, out, journal, entry);
  else await playWhole(plan, identity, response, out, journal, entry);
}

async function playStream(
  plan: AnswerPlan,
  includeUsage: boolean,
  identity: Identity,
  response: ServerResponse,
  out: Output,
  journal: Journal,
  entry: JournalEntry,
) {
  const encoder = createChunkEncoder(plan, identity, includeUsage);
  response.writeHead(200, STREAM_HEADERS);
  let pending = encoder.role();
  if (plan.end === 'stall' || plan.intervalMs > 0) pending = await out.send(pending);

  const last = plan.end === 'complete' ? plan.pieces.length : Math.min(plan.endAfterPieces, plan.pieces.length);
  const startMs = Date.now();
  for (let i = 0; i < last && !out.isGone(); i++) {
    // Paced by the clock of the whole stream, so that late timers do not add up.
    if (plan.intervalMs > 0) await out.pauseUntil(startMs + (i + 1) * plan.intervalMs);
    if (out.isGone()) return;
    pending += encoder.piece(plan.pieces[i] ?? '');
    entry.completionTokens = i + 1;
    if (plan.intervalMs > 0 || pending.length >= BATCH_BYTES) pending = await out.send(pending);
  }
  if (plan.end === 'complete') {
    entry.completionTokens = plan.usage.completionTokens;
    entry.reasoningTokens = plan.usage.reasoningTokens;
    pending += `${encoder.finish()}${encoder.usage()}data: [DONE]\n\n`;
  }
  if (plan.end === 'error') pending += `data: ${STREAM_ERROR}\n\n`;
  if (plan.end === 'complete' || plan.end === 'error') return finish(pending, plan.end, response, journal, entry);
  if (pending !== '') await out.send(pending);
  if (plan.end === 'cut') cut(response, journal, entry);
}

async function playWhole(
  plan: AnswerPlan,
  identity: Identity,
  response: ServerResponse,
  out: Output,
  journal: Journal,
  entry: JournalEntry,
) {
  if (plan.intervalMs > 0) await out.pauseUntil(Date.now() + plan.intervalMs * plan.pieces.length);
  if (out.isGone()) return;
  const body = plan.end === 'error' ? STREAM_ERROR : encodeCompletion(plan, identity);
  response.writeHead(200, { 'content-type': 'application/json', 'content-length': Buffer.byteLength(body) });
  if (plan.end === 'stall') {
    response.flushHeaders();
    return;
  }
  entry.completionTokens = plan.end === 'error' ? 0 : plan.usage.completionTokens;
  entry.reasoningTokens = plan.end === 'error' ? 0 : plan.usage.reasoningTokens;
  if (plan.end === 'cut') {
    await out.send(body.slice(0, Math.ceil(body.length / 2)));
    cut(response, journal, entry);
    return;
  }
  await finish(body, plan.end, response, journal, entry);
}

type Output = { isGone(): boolean; send(text: string): Promise<''>; pauseUntil(atMs: number): Promise<void> };

/** Writes and pauses that end at once when the client leaves. */
function outputOf(response: ServerResponse, entry: JournalEntry): Output {
  let wake: (() => void) | null = null;
  response.once('close', () => wake?.());
  const isGone = () => response.destroyed;
  const waitFor = (start: (done: () => void) => () => void) =>
    new Promise<void>((resolve) => {
      const done = () => {
        wake = null;
        stop();
        resolve();
      };
      const stop = start(done);
      wake = done;
    });
  return {
    isGone,
    async send(text) {
      if (isGone()) return '';
      entry.bytesSent += Buffer.byteLength(text);
      if (response.write(text)) return '';
      await waitFor((done) => {
        response.once('drain', done);
        return () => response.off('drain', done);
      });
      return '';
    },
    async pauseUntil(atMs) {
      const ms = atMs - Date.now();
      if (ms <= 0 || isGone()) return;
      await waitFor((done) => {
        const timer = setTimeout(done, ms);
        return () => clearTimeout(timer);
      });
    },
  };
}

/** Sends the rest and ends the answer; resolves when the client has it or has left. */
function finish(rest: string, end: 'complete' | 'error', response: ServerResponse, journal: Journal, entry: JournalEntry): Promise<void> {
  return new Promise((resolve) => {
    if (response.destroyed) return resolve();
    entry.bytesSent += Buffer.byteLength(rest);
    response.once('close', resolve);
    response.end(rest, () => {
      // Also called when the client left first; the answer is complete only when its last byte is with the kernel.
      if (response.writableFinished) journal.close(entry, end === 'complete' ? 'completed' : 'errored');
    });
  });
}

/** Ends the connection after what was written has left, without the terminal chunk or the promised length. */
function cut(response: ServerResponse, journal: Journal, entry: JournalEntry): void {
  journal.close(entry, 'cut');
  response.socket?.destroySoon();
}
