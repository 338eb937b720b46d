import type { AnswerContext, FrontDialect } from '@tollgate/core/chat/front-dialect';
import { readOpenAiUsage } from '@tollgate/core/chat/openai/read-usage';
import { usdFromPico } from '@tollgate/core/money/pico-usd';
import type { Usage } from '@tollgate/core/usage/usage';
import { UnreadableAnswer, type UpstreamError } from '@tollgate/providers/adapter';
import type { Pool } from 'undici';
import { classifyFailure, failure } from '../upstream/classify-failure.ts';
import { UpstreamCall } from '../upstream/upstream-call.ts';
import type { Attempt } from './attempt.ts';
import { tailUsage } from './tail-usage.ts';
import { isPassedThrough, type DialledRequest } from './build-upstream-request.ts';
import type { Exchange } from './exchange.ts';

/** `contentType` where the answer is no JSON. */
export type WholeAnswer = { body: Buffer | string; usage: Usage | null; pieces: number; contentType?: string };
export type WholeResult = { kind: 'answer'; answer: WholeAnswer } | { kind: 'failure'; error: UpstreamError } | { kind: 'gone' };

const MIN_SCANNED_LENGTH = 16 * 1024;
const MAX_ANSWER_BYTES = 64 * 1024 * 1024;
const EMPTY_HEADERS: Record<string, string | undefined> = {};

/** Makes one call whose answer comes whole. */
export function callWhole(
  pool: Pool,
  dialled: DialledRequest,
  attempt: Attempt,
  exchange: Exchange,
  { timeoutMs, context }: { timeoutMs: number; context: AnswerContext },
): Promise<WholeResult> {
  return new Promise((resolve) => {
    const parts: Buffer[] = [];
    let length = 0;
    let headers = EMPTY_HEADERS;
    const settle = (result: WholeResult): void => {
      clearTimeout(timer);
      exchange.onGone = null;
      resolve(result);
    };
    const call = UpstreamCall.start(pool, dialled, {
      onHead(status, head) {
        attempt.upstreamStatus = status;
        attempt.hasHead = true;
        attempt.noteFirstToken();
        headers = head as Record<string, string | undefined>;
      },
      onData(chunk) {
        length += chunk.length;
        if (length > MAX_ANSWER_BYTES) {
          call.abort('The answer is too large');
          settle({ kind: 'failure', error: failure('server_error', 'The provider sent more than 64 MiB.') });
        } else parts.push(chunk);
      },
      onEnd() {
        const body = parts.length === 1 ? (parts[0] as Buffer) : Buffer.concat(parts);
        settle(readAnswer(attempt, headers, body, exchange.front, context));
      },
      onFailure: (error) => settle({ kind: 'failure', error: classifyFailure(error) }),
    });
    const timer = setTimeout(() => {
      call.abort('The provider took too long');
      settle({ kind: 'failure', error: failure('timeout', `The provider did not answer within ${Math.round(timeoutMs)} ms.`) });
    }, timeoutMs);
    exchange.onGone = () => {
      call.abort('The client left');
      settle({ kind: 'gone' });
    };
  });
}

function readAnswer(
  attempt: Attempt,
  headers: Record<string, string | undefined>,
  body: Buffer,
  front: FrontDialect,
  context: AnswerContext,
): WholeResult {
  const { api } = attempt;
  const { adapter } = attempt.target;
  const isPassed = isPassedThrough(api, front.dialect);
  const status = attempt.upstreamStatus ?? 0;
  if (status === 200 && api.isBinary === true) {
    // Nobody says what sound consumed; the prompt is what can be counted.
    const contentType = headers['content-type'] ?? 'application/octet-stream';
    return { kind: 'answer', answer: { body, usage: null, pieces: 1, contentType } };
  }
  const text = body.toString('utf8');
  if (status !== 200) return { kind: 'failure', error: adapter.readError(status, headers, text) };
  // A small answer is read whole in less time than it takes to find its usage.
  const usage = text.length > MIN_SCANNED_LENGTH && isPassed && api.dialect === 'openai-chat' ? readOpenAiUsage(tailUsage(text)) : null;
  if (usage !== null) return { kind: 'answer', answer: { body, usage, pieces: 0 } };
  try {
    const parsed: unknown = JSON.parse(text);
    if (isPassed && api.dialect === 'openai-chat') return readSameDialect(attempt, body, text, parsed);
    const response = api.readResponse(parsed, context.request);
    const used = response.billed ?? response.usage;
    const pieces = used === null ? estimatePieces(text) : 0;
    if (isPassed) return { kind: 'answer', answer: { body: asText(body, text), usage: used, pieces } };
    const cost = used === null ? null : attempt.cost(used);
    const encoded = front.encodeResponse(response, context, cost === null ? null : usdFromPico(cost));
    return { kind: 'answer', answer: { body: JSON.stringify(encoded), usage: used, pieces } };
  } catch (error) {
    if (!(error instanceof SyntaxError || error instanceof UnreadableAnswer)) throw error;
    // The provider answered 200 without an answer in it; nothing readable was generated, so nothing is billed.
    attempt.upstreamStatus = 502;
    return { kind: 'failure', error: failure('server_error', 'The provider answered with something that is not an answer.') };
  }
}

function readSameDialect(attempt: Attempt, body: Buffer, text: string, parsed: unknown): WholeResult {
  const answer = parsed as { choices?: unknown; usage?: unknown; x_groq?: { usage?: unknown }; error?: unknown } | null;
  if (answer !== null && typeof answer === 'object' && answer.error !== undefined && answer.error !== null) {
    return { kind: 'failure', error: attempt.target.adapter.readError(500, EMPTY_HEADERS, text) };
  }
  if (!Array.isArray(answer?.choices)) throw new UnreadableAnswer('No choices');
  const usage = readOpenAiUsage(answer.usage ?? answer.x_groq?.usage);
  return { kind: 'answer', answer: { body: asText(body, text), usage, pieces: usage === null ? estimatePieces(text) : 0 } };
}

/** Node writes a head and a text with one copy and one system call, a head and bytes with several; only valid UTF-8 survives as text. */
function asText(body: Buffer, text: string): Buffer | string {
  return text.includes('\ufffd') ? body : text;
}

/** Output tokens of an answer without usage: by its length, its JSON frame counted in, so rather more than less. */
function estimatePieces(text: string): number {
  return Math.ceil(text.length / 4);
}
