import { periodEndMs, periodStartMs } from '@tollgate/core/budget/period';
import { nanoCeilFromPico, usdFromPico } from '@tollgate/core/money/pico-usd';
import { worstCaseCost } from '@tollgate/core/pricing/cost';
import type { PriceRow } from '@tollgate/core/pricing/price-row';
import type { AdmissionReply, createAdmission, Settlement } from '@tollgate/redis/admission';
import type { Refusal } from '../http/refusal.ts';
import type { LeaseBook } from '../limits/lease-book.ts';
import type { LocalAllowance } from '../limits/local-allowance.ts';
import type { KeyRuntime, ProjectRuntime } from '../snapshot/runtime.ts';
import { upperBoundTokens } from '../usage/estimate-tokens.ts';

/** Output tokens to reserve for when neither the caller nor the catalogue bounds them. */
const DEFAULT_MAX_OUTPUT = 4096;
/** Longer than any request may last, so that a reservation is only ever swept when its proxy has died. */
const HOLD_MS = 20 * 60_000;

/** What a request holds while it runs. `periodStartMs` is `null` when the key has no budget. */
export type Admission = {
  periodStartMs: number | null;
  attemptId: string;
  reservedNano: number;
  /** For `x-ratelimit-*`; -1 where there is no limit or it is not known. */
  remainingRequests: number;
  resetMs: number;
  /** Let pass without the shared counters, from this process's bounded allowance. */
  isLocal: boolean;
  /** Taken from a lease, without a round trip. */
  isLeased: boolean;
};

export type AdmissionDeps = { admission: ReturnType<typeof createAdmission>; leases: LeaseBook; localAllowance: LocalAllowance };

/** The refusal that a key has already run into and that still holds: known before any work is done for its next request. */
export function knownRefusal(key: KeyRuntime, nowMs: number): Refusal | null {
  return key.rateLimitedUntilMs > nowMs ? rateLimited(key, key.rateLimitedUntilMs - nowMs) : null;
}

/** The most an attempt at this price can cost, in nano-dollars; 0 where the price is unknown. */
export function worstCaseNano(row: PriceRow | null, promptBytes: number, maxOutputTokens: number | undefined): number {
  if (row === null) return 0;
  return nanoCeilFromPico(worstCaseCost(row, upperBoundTokens(promptBytes), maxOutputTokens ?? row.maxOutputTokens ?? DEFAULT_MAX_OUTPUT));
}

/** Takes a request past its key's rate and budget without asking Redis; `null` when it has to be asked. */
export function admitFromLease(deps: AdmissionDeps, key: KeyRuntime, attemptId: string, needNano: number, nowMs: number): Admission | null {
  const leased = deps.leases.take(key, needNano, nowMs);
  return leased && { ...leased, attemptId, reservedNano: needNano, isLocal: false, isLeased: true };
}

/**
 * Takes a request past its key's rate and budget: one round trip to Redis, none for a key without limits. When Redis does not answer
 * or has lost its counters, this process lets a bounded amount pass on its own.
 */
export async function admit(
  deps: AdmissionDeps,
  key: KeyRuntime,
  project: ProjectRuntime,
  attemptId: string,
  needNano: number,
  nowMs: number,
): Promise<Admission | Refusal> {
  const budget = key.document.limits.budget;
  const startMs = budget === null ? null : periodStartMs(budget.per, nowMs);
  const none: Admission = {
    periodStartMs: startMs,
    attemptId,
    reservedNano: 0,
    remainingRequests: -1,
    resetMs: 0,
    isLocal: false,
    isLeased: false,
  };
  if (key.requestsPerMinute === 0 && budget === null) return none;
  let reply: AdmissionReply;
  try {
    reply = await deps.admission.admit(admissionRequest(key, attemptId, needNano, startMs, ''));
  } catch {
    reply = { verdict: 'unknown_counters' };
  }
  switch (reply.verdict) {
    case 'admitted':
      deps.localAllowance.reset(key);
      key.lastRemainingNano = reply.remainingNano === -1 ? null : reply.remainingNano;
      return {
        ...none,
        reservedNano: needNano,
        remainingRequests: remainingWithLease(deps, key, reply.remainingRequests),
        resetMs: reply.resetMs,
      };
    case 'rate_limited':
      key.rateLimitedUntilMs = nowMs + reply.retryAfterMs;
      return rateLimited(key, reply.retryAfterMs);
    case 'over_budget':
      key.lastRemainingNano = reply.remainingNano;
      return overBudget(key, project, nowMs);
    case 'unknown_counters': {
      const verdict = deps.localAllowance.take(key, needNano, nowMs);
      if (verdict === 'rate_limited') return rateLimited(key, 1000);
      if (verdict === 'over_budget') {
        // Redis may still run the script after we stopped waiting for it; what it would then hold is nobody's.
        release(deps, none, key);
        return countersUnavailable();
      }
      return { ...none, reservedNano: needNano, isLocal: true };
    }
  }
}

/** What a lease holds ahead of need is still the key's to use; -1 where there is no limit. */
function remainingWithLease(deps: AdmissionDeps, key: KeyRuntime, remaining: number): number {
  return remaining === -1 ? -1 : remaining + deps.leases.heldRequests(key);
}

/** Moves a reservation to another attempt of the same request, which may need more or less. */
export async function moveReservation(
  deps: AdmissionDeps,
  key: KeyRuntime,
  project: ProjectRuntime,
  held: Admission,
  attemptId: string,
  needNano: number,
  nowMs: number,
): Promise<Admission | Refusal> {
  if (held.periodStartMs === null) return { ...held, attemptId };
  const local = { ...held, attemptId, reservedNano: needNano, isLocal: true, isLeased: false };
  if (held.isLeased && deps.leases.takeMoney(key, held.periodStartMs, needNano, nowMs))
    return { ...held, attemptId, reservedNano: needNano };
  if (held.isLocal) return deps.localAllowance.takeMoney(key, needNano) ? local : countersUnavailable();
  let reply: AdmissionReply;
  try {
    // The request was counted against the rate when it came; only money is asked for again.
    reply = await deps.admission.admit({
      ...admissionRequest(key, attemptId, needNano, held.periodStartMs, held.attemptId),
      requestsPerMinute: 0,
    });
  } catch {
    reply = { verdict: 'unknown_counters' };
  }
  if (reply.verdict === 'over_budget') return overBudget(key, project, nowMs);
  if (reply.verdict === 'admitted') return { ...held, attemptId, reservedNano: needNano, isLeased: false };
  return deps.localAllowance.takeMoney(key, needNano) ? local : countersUnavailable();
}

function admissionRequest(key: KeyRuntime, attemptId: string, needNano: number, startMs: number | null, replacesAttemptId: string) {
  return {
    organizationId: key.document.organizationId,
    keyId: key.document.id,
    requestsPerMinute: key.requestsPerMinute,
    budgetNano: key.budgetNano,
    periodStartMs: startMs ?? 0,
    needNano,
    attemptId,
    holdMs: HOLD_MS,
    replacesAttemptId,
  };
}

/** Lets go of what a request holds whose attempt is not made. */
export function release(deps: AdmissionDeps, admission: Admission, key: KeyRuntime): void {
  const settlement = settlementOf(deps, admission, key, 0);
  if (settlement !== null) deps.admission.settle([settlement]).catch(() => undefined);
}

/**
 * What a reservation becomes when its attempt has cost `costNano`; `null` when nothing is held in Redis. A local allowance gets back
 * what was not used at once.
 */
export function settlementOf(deps: AdmissionDeps, admission: Admission, key: KeyRuntime, costNano: number): Settlement | null {
  if (admission.periodStartMs === null) return null;
  if (admission.isLocal) {
    deps.localAllowance.giveBack(key, admission.reservedNano - costNano);
    return null;
  }
  if (admission.isLeased) {
    deps.leases.settle(key, admission.periodStartMs, admission.attemptId, admission.reservedNano, costNano);
    return null;
  }
  const { organizationId, id: keyId } = key.document;
  return { organizationId, keyId, periodStartMs: admission.periodStartMs, attemptId: admission.attemptId, costNano };
}

function rateLimited(key: KeyRuntime, retryAfterMs: number): Refusal {
  return {
    status: 429,
    code: 'rate_limited',
    message: `The project key "${key.document.name}" is limited to ${key.requestsPerMinute.toLocaleString('en-US')} requests per minute. Retry after the time given.`,
    retryAfterMs,
  };
}

function overBudget(key: KeyRuntime, project: ProjectRuntime, nowMs: number): Refusal {
  const budget = key.document.limits.budget;
  const endMs = budget === null ? null : periodEndMs(budget.per, nowMs);
  const limit = budget === null ? '' : ` of ${usdFromPico(BigInt(budget.pico))} USD${budget.per === 'total' ? '' : ` per ${budget.per}`}`;
  const reset = endMs === null ? 'It does not reset by itself.' : `It resets at ${new Date(endMs).toISOString()}.`;
  return {
    status: project.document.budgetStatus,
    code: 'budget_exceeded',
    message: `Enterprise billing quota exceeded: the budget${limit} of the project key "${key.document.name}" is used up or cannot cover this request. ${reset} Ask an administrator to raise it.`,
    shouldRetry: false,
  };
}

function countersUnavailable(): Refusal {
  return {
    status: 503,
    code: 'limits_unavailable',
    message: 'The budget of this key cannot be checked right now, and what may be spent without a check is used up. Try again shortly.',
    retryAfterMs: 2000,
  };
}
