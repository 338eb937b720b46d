import type { IncomingMessage, ServerResponse } from 'node:http';
import type { FrontDialect } from '@tollgate/core/chat/front-dialect';
import type { RequestFact } from '@tollgate/core/usage/facts';
import type { ProxyDeps } from '../deps.ts';
import { readBody } from '../http/read-body.ts';
import { readCallerOptions, type CallerOptions } from '../http/caller-options.ts';
import type { Refusal } from '../http/refusal.ts';
import { admit, admitFromLease, knownRefusal, release, worstCaseNano, type Admission } from './admit.ts';
import { answerContext } from './answer-context.ts';
import { answerWhole } from './answer-whole.ts';
import { applyPrompt } from './apply-prompt.ts';
import type { Caller } from './authenticate.ts';
import { dispatch, firstTarget, type FirstTarget } from './dispatch.ts';
import { Exchange } from './exchange.ts';
import { guardInput } from './guard-input.ts';
import { claimIdempotencyKey, settleClaim, type HeldClaim, type KeptAnswer } from './idempotency.ts';
import { identify } from './identify.ts';
import { parseRequest, type ParsedRequest } from './parse-request.ts';
import { planRoute } from './plan-route.ts';
import { readCache } from './read-cache.ts';
import { keepsWhatIsSaid, openRequestFact, recordRequest } from './record.ts';
import { refuse } from './refuse.ts';
import { StreamedAnswer } from './streamed-answer.ts';

const MAX_DURATION_MS = 900_000;

/** One request for a completion, in any dialect, from its first byte to its record; the stages in their order, each in a file of its own. */
export async function handleChat(deps: ProxyDeps, front: FrontDialect, incoming: IncomingMessage, response: ServerResponse): Promise<void> {
  const exchange = new Exchange(front, incoming, response, MAX_DURATION_MS);

  const identified = identify(deps, exchange);
  const caller = identified instanceof Promise ? await identified : identified;
  if (caller === null) return;
  const fact = openRequestFact(exchange, caller);
  deps.retryBudget.begin();
  try {
    const refusal = await serve(deps, exchange, caller, fact);
    if (refusal !== null) {
      noteRefusal(fact, refusal);
      refuse(exchange, refusal, fact);
    }
  } catch (error) {
    deps.logger.error({ err: error, requestId: exchange.requestId }, 'a request failed on a defect of ours');
    noteRefusal(fact, DEFECT);
    refuse(exchange, DEFECT, fact);
  } finally {
    recordRequest(deps, exchange, fact);
  }
}

/** Stages 1 and 3 to 8. An expected refusal is returned, and what the client was sent is on `fact` otherwise. */
async function serve(deps: ProxyDeps, exchange: Exchange, caller: Caller, fact: RequestFact): Promise<Refusal | null> {
  const known = knownRefusal(caller.key, exchange.startedAtMs);
  if (known !== null) return known;
  const options = readCallerOptions(exchange.request);
  if ('status' in options) return options;
  const raw = await readBody(exchange.request, deps.maxBodyBytes);
  if ('status' in raw) return raw;
  const parsed = parseRequest(exchange.front, raw, exchange.request.headers);
  if ('status' in parsed) return parsed;
  noteRequest(fact, exchange, options, parsed.request, keepsWhatIsSaid(caller));

  const prompted = applyPrompt(parsed.request);
  if ('status' in prompted) return prompted;
  const guarded = guardInput(prompted, caller.project);
  if ('status' in guarded) return guarded;
  const plan = planRoute(guarded.model, caller.project, caller.organization);
  if ('status' in plan) return plan;
  fact.route = plan.route;
  fact.routeVersion = plan.version;
  if (!deps.usage.canRecord) return METERING_UNAVAILABLE;

  const first = firstTarget(deps, plan, caller, guarded, raw.length);
  if ('status' in first) return first;
  const needNano = worstCaseNano(first.attempt.price, raw.length, guarded.maxOutputTokens);
  const idempotencyKey = exchange.request.headers['idempotency-key'];
  // Both ask Redis, in the same round trip.
  const claiming =
    typeof idempotencyKey === 'string' ? claimIdempotencyKey(deps.idempotency, caller, idempotencyKey, raw, exchange.requestId) : null;
  const leased = admitFromLease(deps, caller.key, first.attempt.id, needNano, exchange.startedAtMs);
  const admission = leased ?? (await admit(deps, caller.key, caller.project, first.attempt.id, needNano, exchange.startedAtMs));
  const claim = claiming === null ? null : await claiming;
  if (claim !== null && !('name' in claim)) {
    if (!('status' in admission)) release(deps, admission, caller.key);
    return 'status' in claim ? claim : replay(exchange, claim);
  }
  if ('status' in admission) return endClaim(deps, claim, null, admission);
  fact.cache = readCache();
  if (exchange.isGone) {
    release(deps, admission, caller.key);
    return endClaim(deps, claim, null, CLIENT_GONE);
  }
  try {
    return await answer(deps, exchange, caller, fact, { options, raw, parsed, first, admission, claim });
  } catch (error) {
    endClaim(deps, claim, null, null);
    throw error;
  }
}

type Admitted = {
  options: CallerOptions;
  raw: Buffer;
  parsed: ParsedRequest;
  first: FirstTarget;
  admission: Admission;
  claim: HeldClaim | null;
};

/** Stages 9 to 11 of an admitted request. */
async function answer(deps: ProxyDeps, exchange: Exchange, caller: Caller, fact: RequestFact, admitted: Admitted): Promise<Refusal | null> {
  const { options, raw, parsed, first, admission, claim } = admitted;
  const streamed = parsed.request.stream
    ? new StreamedAnswer(deps, exchange, caller, fact, options, answerContext(exchange, parsed))
    : null;
  const dispatched = await dispatch(deps, exchange, caller, parsed, fact, first, admission, (stream) => streamed?.waitFor(stream));
  fact.attempts = dispatched.history.length + (dispatched.kind === 'whole' || dispatched.kind === 'stream' ? 1 : 0);
  noteLastTarget(fact, dispatched);
  switch (dispatched.kind) {
    case 'gone':
      return endClaim(deps, claim, null, CLIENT_GONE);
    case 'refused':
      return endClaim(deps, claim, null, streamed?.isStarted === true ? streamed.fail(dispatched.refusal) : dispatched.refusal);
    case 'stream':
      await streamed?.relay(dispatched, raw);
      return endClaim(deps, claim, null, null);
    case 'whole':
      return endClaim(deps, claim, answerWhole(deps, exchange, caller, fact, options, dispatched, raw), null);
  }
}

function endClaim(deps: ProxyDeps, claim: HeldClaim | null, kept: KeptAnswer | null, refusal: Refusal | null): Refusal | null {
  if (claim !== null) settleClaim(deps.idempotency, claim, kept);
  return refusal;
}

/** Sends what an earlier request with the same idempotency key was answered. It makes no attempt and costs nothing. */
function replay(exchange: Exchange, kept: KeptAnswer): null {
  const own = { 'x-request-id': exchange.requestId, 'x-tollgate-idempotent-replay': 'true', 'x-tollgate-cost-usd': '0' };
  exchange.answer = { headers: { ...kept.headers, ...own }, body: kept.body };
  return null;
}

const DEFECT: Refusal = {
  status: 500,
  code: 'internal_error',
  message: 'The gateway failed on this request. Report the request id to the operator.',
};
const CLIENT_GONE: Refusal = { status: 499, code: 'client_closed', message: 'The client left before the answer was complete.' };
const METERING_UNAVAILABLE: Refusal = {
  status: 503,
  code: 'metering_unavailable',
  message: 'Usage cannot be recorded right now, so nothing is sent to a provider. Try again shortly.',
  retryAfterMs: 5000,
};

function noteRefusal(fact: RequestFact, refusal: Refusal): void {
  fact.status = refusal.status;
  fact.errorCode = refusal.code;
  fact.errorMessage = refusal.message.slice(0, 500);
}

function noteRequest(
  fact: RequestFact,
  exchange: Exchange,
  options: CallerOptions,
  request: { model: string; stream: boolean; user?: string; metadata?: Record<string, string> },
  isSaidKept: boolean,
): void {
  fact.requestedModel = request.model.slice(0, 256);
  fact.isStream = request.stream;
  fact.endUser = options.user ?? request.user?.slice(0, 256) ?? null;
  fact.isUnlogged = !options.keepsContent;
  fact.tags = options.tags;
  if (isSaidKept) {
    fact.sessionId = options.session;
    fact.metadata = request.metadata === undefined ? options.metadata : { ...boundedMetadata(request.metadata), ...options.metadata };
  }
  if (options.timeoutMs !== null) exchange.deadlineTick = Math.min(exchange.deadlineTick, exchange.startedTick + options.timeoutMs);
}

/** The body's metadata is the provider's to judge; what goes into our log is cut to fit it. */
function boundedMetadata(metadata: Record<string, string>): Record<string, string> {
  const entries = Object.entries(metadata).slice(0, 16);
  return Object.fromEntries(entries.map(([name, value]) => [name.slice(0, 64), String(value).slice(0, 512)]));
}

function noteLastTarget(fact: RequestFact, dispatched: Awaited<ReturnType<typeof dispatch>>): void {
  if (dispatched.kind === 'whole' || dispatched.kind === 'stream') {
    const { target } = dispatched.attempt;
    fact.credentialId = target.credentialId;
    fact.provider = target.provider;
    fact.model = target.model.slice(0, 256);
    return;
  }
  const last = dispatched.history.at(-1);
  fact.provider = last?.provider ?? null;
  fact.model = last?.model ?? null;
}
