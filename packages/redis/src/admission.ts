import type { Redis } from './client.ts';
import { counterEpochKey, deadlinesKey, rateKey, reservedKey, spentKey } from './keys.ts';
import { loadScript } from './load-script.ts';

export type AdmissionRequest = {
  organizationId: string;
  keyId: string;
  /** 0: no limit. */
  requestsPerMinute: number;
  /** Nano-dollars a period; -1: no budget. */
  budgetNano: number;
  periodStartMs: number;
  /** Worst case of the attempt, nano-dollars. */
  needNano: number;
  attemptId: string;
  /** How long the reservation may live without being settled. */
  holdMs: number;
  /** An earlier attempt of the same request whose reservation this one takes over; '' for none. */
  replacesAttemptId: string;
  /** What that attempt cost, in nano-dollars: held on until the ledger has it. Nothing when absent. */
  replacedCostNano?: number;
};

/** `remainingRequests` and `remainingNano` are -1 where there is no such limit. */
export type AdmissionReply =
  | { verdict: 'admitted'; remainingRequests: number; resetMs: number; remainingNano: number }
  | { verdict: 'rate_limited'; retryAfterMs: number }
  | { verdict: 'over_budget'; remainingNano: number }
  /** Redis lost its counters and the worker has not brought them back yet. */
  | { verdict: 'unknown_counters' };

export type Settlement = { organizationId: string; keyId: string; periodStartMs: number; attemptId: string; costNano: number };

/** Reservations that wait for the ledger live this long, so that a worker that was away for a day still finds them. */
const SETTLED_HOLD_MS = 86_400_000;

type ScriptedRedis = Redis & {
  tollgateAdmit(...args: (string | number)[]): Promise<[number, number, number, number]>;
  tollgateSettle(...args: (string | number)[]): Promise<number>;
};

/** Admission and settlement over one connection: one round trip each. Rejects when Redis does not answer. */
export function createAdmission(redis: Redis): {
  admit(request: AdmissionRequest): Promise<AdmissionReply>;
  settle(settlements: readonly Settlement[]): Promise<void>;
} {
  redis.defineCommand('tollgateAdmit', { numberOfKeys: 5, lua: loadScript('admit-5') });
  redis.defineCommand('tollgateSettle', { numberOfKeys: 2, lua: loadScript('settle-2') });
  const scripted = redis as ScriptedRedis;
  return {
    async admit(request) {
      const { organizationId, keyId, periodStartMs } = request;
      const [code, remainingRequests, resetMs, remainingNano] = await scripted.tollgateAdmit(
        rateKey(organizationId, keyId),
        spentKey(organizationId, keyId, periodStartMs),
        reservedKey(organizationId, keyId, periodStartMs),
        deadlinesKey(organizationId, keyId, periodStartMs),
        counterEpochKey(organizationId),
        request.requestsPerMinute,
        request.budgetNano,
        request.needNano,
        request.attemptId,
        request.holdMs,
        request.replacesAttemptId,
        request.replacedCostNano ?? 0,
        SETTLED_HOLD_MS,
      );
      switch (code) {
        case 1:
          return { verdict: 'admitted', remainingRequests, resetMs, remainingNano };
        case 2:
          return { verdict: 'rate_limited', retryAfterMs: resetMs };
        case 3:
          return { verdict: 'over_budget', remainingNano };
        default:
          return { verdict: 'unknown_counters' };
      }
    },
    async settle(settlements) {
      await Promise.all(
        [...groupByCounter(settlements).values()].map((group) => {
          const { organizationId, keyId, periodStartMs } = group[0] as Settlement;
          return scripted.tollgateSettle(
            reservedKey(organizationId, keyId, periodStartMs),
            deadlinesKey(organizationId, keyId, periodStartMs),
            SETTLED_HOLD_MS,
            ...group.flatMap(({ attemptId, costNano }) => [attemptId, costNano]),
          );
        }),
      );
    },
  };
}

function groupByCounter(settlements: readonly Settlement[]): Map<string, Settlement[]> {
  const groups = new Map<string, Settlement[]>();
  for (const settlement of settlements) {
    const counter = `${settlement.keyId}:${settlement.periodStartMs}`;
    const group = groups.get(counter);
    if (group) group.push(settlement);
    else groups.set(counter, [settlement]);
  }
  return groups;
}
