import type { RequestFact } from '@tollgate/core/usage/facts';
import type { AttemptSummary } from '../http/refusal.ts';
import { nanoCeilFromPico } from '@tollgate/core/money/pico-usd';
import type { Outcome } from '@tollgate/core/routing/outcome';
import type { Usage } from '@tollgate/core/usage/usage';
import type { ProxyDeps } from '../deps.ts';
import { settlementOf, type Admission } from './admit.ts';
import type { Attempt } from './attempt.ts';
import type { Caller } from './authenticate.ts';

/** `isCallersLimit`: it ended on a time that the caller set, which says nothing about the target. */
export type AttemptEnd = { outcome: Outcome; message: string | null; said: Usage | null; pieces: number; isCallersLimit?: boolean };

/** Ends an attempt: its fact goes to the spool, its reservation to what it cost, and its outcome to the target's health. */
export function finishAttempt(
  deps: ProxyDeps,
  caller: Caller,
  admission: Admission,
  attempt: Attempt,
  request: RequestFact,
  end: AttemptEnd,
): { summary: AttemptSummary; costPico: bigint | null } {
  const { usage, isEstimated } = attempt.usage(end.said, end.pieces, end.outcome);
  const cost = attempt.cost(usage);
  const fact = attempt.fact(request, { outcome: end.outcome, message: end.message, usage, isEstimated, cost });
  const settlement =
    admission.attemptId === attempt.id ? settlementOf(deps, admission, caller.key, cost === null ? 0 : nanoCeilFromPico(cost)) : null;
  deps.usage.finish(fact, settlement);
  if (end.isCallersLimit !== true && attempt.target.hasBreaker)
    deps.breaker.record(attempt.target.healthKey, end.outcome, performance.now());
  deps.metrics.countAttempt(fact, cost);
  const summary = {
    provider: fact.provider,
    model: fact.model,
    outcome: end.outcome,
    status: fact.upstreamStatus,
    message: fact.errorMessage,
    durationMs: fact.durationMs,
  };
  return { summary, costPico: cost };
}
