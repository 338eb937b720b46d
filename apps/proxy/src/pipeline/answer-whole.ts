import { usdFromPico } from '@tollgate/core/money/pico-usd';
import type { RequestFact } from '@tollgate/core/usage/facts';
import type { ProxyDeps } from '../deps.ts';
import type { CallerOptions } from '../http/caller-options.ts';
import { ContentKeeper } from '../usage/content-keeper.ts';
import type { Caller } from './authenticate.ts';
import type { Dispatched } from './dispatch.ts';
import type { Exchange } from './exchange.ts';
import { finishAttempt } from './finish-attempt.ts';
import type { KeptAnswer } from './idempotency.ts';
import { responseHeaders } from './response-headers.ts';

/** Accounts for an answer that came whole and leaves it to be sent. Returns it, for a caller that may ask again. */
export function answerWhole(
  deps: ProxyDeps,
  exchange: Exchange,
  caller: Caller,
  fact: RequestFact,
  options: CallerOptions,
  dispatched: Extract<Dispatched, { kind: 'whole' }>,
  prompt: Buffer,
): KeptAnswer {
  const { attempt, answer, admission } = dispatched;
  const { costPico } = finishAttempt(deps, caller, admission, attempt, fact, {
    outcome: 'success',
    message: null,
    said: answer.usage,
    pieces: answer.pieces,
  });
  const headers = responseHeaders(exchange, caller, fact, options, { ...dispatched, ordinal: attempt.ordinal });
  headers['content-type'] = answer.contentType ?? 'application/json';
  headers['content-length'] = String(Buffer.byteLength(answer.body));
  if (costPico !== null) headers['x-tollgate-cost-usd'] = usdFromPico(costPico);
  fact.firstTokenMs = attempt.firstTokenMs;
  fact.overheadMicros = Math.max(0, Math.round((exchange.elapsedMs() - dispatched.upstreamMs) * 1000));
  const kept = { headers, body: answer.body };
  if (exchange.isGone) {
    fact.status = 499;
    fact.errorCode = 'client_closed';
    return kept;
  }
  exchange.answer = kept;
  if (options.keepsContent && ContentKeeper.keeps(caller.project, caller.organization)) {
    deps.contents.keep(caller.project, caller.organization, exchange.requestId, exchange.startedAtMs, prompt, Buffer.from(answer.body));
  }
  return kept;
}
