import type { ChatRequest } from '@tollgate/core/chat/request';
import { nextNode, type CompiledNode } from '@tollgate/core/routing/compile';
import type { Outcome } from '@tollgate/core/routing/outcome';
import type { RequestFact } from '@tollgate/core/usage/facts';
import type { ChatApi, UpstreamError } from '@tollgate/providers/adapter';
import type { ProxyDeps } from '../deps.ts';
import type { AttemptSummary, Refusal } from '../http/refusal.ts';
import { authorize, forgetProof } from '../upstream/authorize.ts';
import { filesToInline, inlineFiles } from '../upstream/inline-files.ts';
import type { UpstreamTarget } from '../upstream/target.ts';
import { moveReservation, worstCaseNano, type Admission } from './admit.ts';
import { answerContext } from './answer-context.ts';
import { Attempt } from './attempt.ts';
import type { Caller } from './authenticate.ts';
import { buildUpstreamRequest, isPassedThrough } from './build-upstream-request.ts';
import type { Exchange } from './exchange.ts';
import { finishAttempt } from './finish-attempt.ts';
import type { ParsedRequest } from './parse-request.ts';
import type { RoutePlan } from './plan-route.ts';
import { StreamAttempt } from './stream-attempt.ts';
import { callWhole, type WholeAnswer } from './whole-attempt.ts';

/** What the walk through the route came to. An accepted attempt is not finished yet: the caller relays it and settles it. */
export type Dispatched = { warnings: readonly string[]; history: AttemptSummary[]; upstreamMs: number } & (
  | { kind: 'whole'; attempt: Attempt; answer: WholeAnswer; admission: Admission }
  | { kind: 'stream'; attempt: Attempt; stream: StreamAttempt; admission: Admission; idleTimeoutMs: number }
  | { kind: 'refused'; refusal: Refusal }
  | { kind: 'gone' }
);

export type FirstTarget = { attempt: Attempt; node: CompiledNode };

const MAX_RETRY_WAIT_MS = 10_000;
const BACKOFF_BASE_MS = 100;
const BACKOFF_MAX_MS = 2_000;

/**
 * The first node of a route whose target exists and is thought healthy. A route with no such target gives its first one a try all the
 * same: the last healthy target is never ejected.
 */
export function firstTarget(
  deps: ProxyDeps,
  plan: RoutePlan,
  caller: Caller,
  request: Pick<ChatRequest, 'dialect' | 'extra'>,
  promptBytes: number,
): FirstTarget | Refusal {
  let fallback: FirstTarget | null = null;
  let lacking: UpstreamTarget | null = null;
  for (let node: CompiledNode | null = plan.graph.start; node !== null; node = nextNode(node, 'circuit_open')) {
    const target = deps.resolveTarget(caller.organization, node.node.target);
    if (target === null) continue;
    const api = usableApi(target, request);
    if (api === null) {
      lacking = target;
      continue;
    }
    if (isPermitted(deps, target)) return { attempt: new Attempt(target, api, 1, promptBytes), node };
    fallback ??= { attempt: new Attempt(target, api, 1, promptBytes), node };
  }
  if (fallback !== null) return fallback;
  if (lacking !== null && isContinued(request)) {
    return {
      status: 400,
      code: 'previous_response_not_found',
      message: `${lacking.adapter.name} cannot continue an answer that it did not store. Send the whole conversation as input.`,
      param: 'previous_response_id',
      shouldRetry: false,
    };
  }
  if (lacking !== null) {
    return {
      status: 400,
      code: 'endpoint_not_supported',
      message: `${lacking.adapter.name} has no such endpoint. Name a model of a provider that has one.`,
      param: 'model',
      shouldRetry: false,
    };
  }
  const { credential } = plan.graph.start.node.target;
  return {
    status: 503,
    code: 'no_healthy_target',
    message: `No target of this request can be called: the credential "${credential}" does not exist or its address is not allowed.`,
    shouldRetry: false,
  };
}

function isPermitted({ breaker }: ProxyDeps, { hasBreaker, healthKey }: UpstreamTarget): boolean {
  return !hasBreaker || breaker.permits(healthKey, performance.now());
}

/** The API that can take this request; `null`: the target cannot do what is asked. */
function usableApi(target: UpstreamTarget, request: Pick<ChatRequest, 'dialect' | 'extra'>): ChatApi | null {
  const api = target.apis(request.dialect);
  return api !== null && isContinued(request) && !isPassedThrough(api, request.dialect) ? null : api;
}

/** It goes on from what its provider has stored and nobody else has. */
function isContinued({ dialect, extra }: Pick<ChatRequest, 'dialect' | 'extra'>): boolean {
  return dialect === 'openai-responses' && (isSet(extra['previous_response_id']) || isSet(extra['conversation']));
}

function isSet(value: unknown): boolean {
  return value !== undefined && value !== null;
}

/**
 * Walks the route until a target answers: attempt, classify, then retry here, go on to another target, or stop. Nothing has been sent
 * to the client when this returns.
 *
 * @param onWaiting called with each streamed attempt while it waits for its first content.
 */
export async function dispatch(
  deps: ProxyDeps,
  exchange: Exchange,
  caller: Caller,
  parsed: ParsedRequest,
  request: RequestFact,
  first: FirstTarget,
  admission: Admission,
  onWaiting: (stream: StreamAttempt | null) => void,
): Promise<Dispatched> {
  const history: AttemptSummary[] = [];
  let warnings: readonly string[] = [];
  let upstreamMs = 0;
  let held = admission;
  let { attempt, node } = first;
  let tries = 0;
  for (;;) {
    const timeoutMs = Math.max(1, Math.min(node.node.firstByteTimeoutMs, exchange.deadlineTick - performance.now()));
    const remote = filesToInline(attempt.api, attempt.target, parsed.request);
    const inlined = remote.length === 0 ? null : await inlineFiles(deps, parsed.request, remote, timeoutMs);
    const unfetched = inlined !== null && 'outcome' in inlined ? inlined : null;
    const sent = inlined === null || 'outcome' in inlined ? parsed : { ...parsed, request: inlined };
    const dialled = buildUpstreamRequest(attempt, sent);
    warnings = dialled.warnings;
    await deps.usage.start({ attempt: attempt.identity(), request, promptBytes: attempt.promptBytes });
    const pool = deps.pools.pool(attempt.target.origin, attempt.target.isOperators);
    const proof = unfetched ?? authorize(deps.accessTokens, attempt.target, { method: 'POST', ...dialled }, timeoutMs);
    const unproven = proof instanceof Promise ? await proof : proof;
    let error: UpstreamError;
    if (exchange.isGone) return end(deps, caller, held, attempt, request, history, warnings, upstreamMs);
    if (unproven !== null) error = unproven;
    else if (parsed.request.stream) {
      const stream = new StreamAttempt(pool, dialled, attempt, {
        front: exchange.front,
        context: answerContext(exchange, parsed),
        timeoutMs,
      });
      exchange.onGone = () => stream.stop('client_closed', 'The client left.', null);
      onWaiting(stream);
      const start = await stream.start;
      onWaiting(null);
      upstreamMs += performance.now() - attempt.startedTick;
      if (start.kind === 'content')
        return { kind: 'stream', attempt, stream, admission: held, idleTimeoutMs: node.node.idleTimeoutMs, warnings, history, upstreamMs };
      if (start.kind === 'gone') return end(deps, caller, held, attempt, request, history, warnings, upstreamMs, stream.relay.usage);
      error = start.error;
    } else {
      const result = await callWhole(pool, dialled, attempt, exchange, { timeoutMs, context: answerContext(exchange, parsed) });
      upstreamMs += performance.now() - attempt.startedTick;
      if (result.kind === 'answer')
        return { kind: 'whole', attempt, answer: result.answer, admission: held, warnings, history, upstreamMs };
      if (result.kind === 'gone') return end(deps, caller, held, attempt, request, history, warnings, upstreamMs);
      error = result.error;
    }
    if (attempt.upstreamStatus === 401) forgetProof(deps.accessTokens, attempt.target);
    history.push(
      finishAttempt(deps, caller, held, attempt, request, {
        outcome: error.outcome,
        message: error.message,
        said: null,
        pieces: 0,
        isCallersLimit: error.outcome === 'timeout' && timeoutMs < node.node.firstByteTimeoutMs,
      }).summary,
    );

    const next = await chooseNext(deps, exchange, caller, parsed.request, node, attempt, error, tries);
    if (next === 'gone') return { kind: 'gone', warnings, history, upstreamMs };
    if (next === null) return { kind: 'refused', refusal: exhausted(error, history, exchange), warnings, history, upstreamMs };
    tries = next.node === node ? tries + 1 : 0;
    node = next.node;
    const following = new Attempt(next.target, next.api, history.length + 1, attempt.promptBytes);
    const moved = await moveReservation(
      deps,
      caller.key,
      caller.project,
      held,
      following.id,
      worstCaseNano(following.price, attempt.promptBytes, parsed.request.maxOutputTokens),
      exchange.startedAtMs,
    );
    if ('status' in moved) return { kind: 'refused', refusal: { ...moved, attempts: history }, warnings, history, upstreamMs };
    held = moved;
    attempt = following;
  }
}

function end(
  deps: ProxyDeps,
  caller: Caller,
  admission: Admission,
  attempt: Attempt,
  request: RequestFact,
  history: AttemptSummary[],
  warnings: readonly string[],
  upstreamMs: number,
  said: Parameters<typeof finishAttempt>[5]['said'] = null,
): Dispatched {
  history.push(
    finishAttempt(deps, caller, admission, attempt, request, {
      outcome: 'client_closed',
      message: 'The client left before the answer began.',
      said,
      pieces: 0,
    }).summary,
  );
  return { kind: 'gone', warnings, history, upstreamMs };
}

type Next = { node: CompiledNode; target: UpstreamTarget; api: ChatApi };

/** The same target again after a pause, the next one at once, or none. */
async function chooseNext(
  deps: ProxyDeps,
  exchange: Exchange,
  caller: Caller,
  request: ChatRequest,
  node: CompiledNode,
  attempt: Attempt,
  error: UpstreamError,
  tries: number,
): Promise<Next | 'gone' | null> {
  if (performance.now() >= exchange.deadlineTick) return null;
  const fallback = findNext(deps, caller, request, node, error.outcome);
  const waitMs = error.retryAfterMs ?? Math.random() * Math.min(BACKOFF_MAX_MS, BACKOFF_BASE_MS * 2 ** tries);
  const isWorthRetrying =
    error.outcome === 'server_error' || error.outcome === 'connection' || (error.outcome === 'rate_limited' && fallback === null);
  const fits = waitMs <= MAX_RETRY_WAIT_MS && performance.now() + waitMs < exchange.deadlineTick;
  if (!isWorthRetrying || tries >= (attempt.target.retries ?? node.node.retries) || !fits || !deps.retryBudget.take()) return fallback;
  try {
    await pause(waitMs, exchange);
  } finally {
    deps.retryBudget.release();
  }
  return exchange.isGone ? 'gone' : { node, target: attempt.target, api: attempt.api };
}

/** The next target that exists and is thought healthy; the last of the route is tried whatever is thought of it. */
function findNext(deps: ProxyDeps, caller: Caller, request: ChatRequest, from: CompiledNode, outcome: Outcome): Next | null {
  let last: Next | null = null;
  for (let node = nextNode(from, outcome); node !== null; node = nextNode(node, 'circuit_open')) {
    const target = deps.resolveTarget(caller.organization, node.node.target);
    const api = target === null ? null : usableApi(target, request);
    if (target === null || api === null) continue;
    if (isPermitted(deps, target)) return { node, target, api };
    last = { node, target, api };
  }
  return last;
}

function pause(ms: number, exchange: Exchange): Promise<void> {
  return new Promise((resolve) => {
    const timer = setTimeout(done, ms);
    exchange.onGone = done;
    function done(): void {
      clearTimeout(timer);
      exchange.onGone = null;
      resolve();
    }
  });
}

const CLIENT_FAULTS: Partial<Record<Outcome, { status: number; code: string }>> = {
  invalid_request: { status: 400, code: 'invalid_request' },
  context_length: { status: 400, code: 'context_length_exceeded' },
  content_filter: { status: 400, code: 'content_filter' },
};

/** What the client is told when no target answered. Its own mistakes stay 4xx; everything else says that retrying is no use. */
function exhausted(error: UpstreamError, history: readonly AttemptSummary[], exchange: Exchange): Refusal {
  const fault = CLIENT_FAULTS[error.outcome];
  const last = history.at(-1);
  if (fault !== undefined) {
    const status = last?.status === 413 || last?.status === 422 ? last.status : fault.status;
    return { status, code: fault.code, message: error.message, shouldRetry: false, source: 'upstream', attempts: history };
  }
  const tried = `${history.length} ${history.length === 1 ? 'attempt' : 'attempts'}`;
  if (performance.now() >= exchange.deadlineTick) {
    return {
      status: 504,
      code: 'deadline_exceeded',
      message: `The time for this request was up after ${tried}. The last failure: ${error.message}`,
      shouldRetry: false,
      source: 'upstream',
      attempts: history,
    };
  }
  if (history.every(({ outcome }) => outcome === 'rate_limited')) {
    return {
      status: 429,
      code: 'rate_limited',
      message: `Every target of this request is rate limited by its provider. The last one said: ${error.message}`,
      retryAfterMs: error.retryAfterMs ?? 1000,
      source: 'upstream',
      attempts: history,
    };
  }
  if (history.every(({ outcome }) => outcome === 'model_unavailable')) {
    return {
      status: 404,
      code: 'model_not_found',
      message: `No provider of this request serves the model: ${error.message}`,
      param: 'model',
      shouldRetry: false,
      source: 'upstream',
      attempts: history,
    };
  }
  const status = error.outcome === 'timeout' ? 504 : 502;
  return {
    status,
    code: 'upstream_error',
    message: `No target answered after ${tried}. The last failure: ${error.message}`,
    shouldRetry: false,
    source: 'upstream',
    attempts: history,
  };
}
