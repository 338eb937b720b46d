import type { Redis } from './client.ts';
import { counterEpochKey, deadlinesKey, rateKey, reservedKey, spentKey } from './keys.ts';
import { loadScript } from './load-script.ts';

export type LeaseRequest = {
  organizationId: string;
  keyId: string;
  /** 0: no limit. */
  requestsPerMinute: number;
  /** Nano-dollars a period; -1: no budget. */
  budgetNano: number;
  periodStartMs: number;
  /** One lease a proxy and key. */
  leaseId: string;
  /** What attempts under the lease need in any case, nano-dollars. */
  neededNano: number;
  /** What is wanted beyond that. 0 to give everything back. */
  wantedNano: number;
  wantedRequests: number;
  /** Requests of an earlier grant that were not used. */
  returnedRequests: number;
  /** How long the lease lives without being set anew. */
  holdMs: number;
};

export type LeaseReply =
  | { verdict: 'granted'; requests: number; nano: number; remainingRequests: number; resetMs: number }
  /** Too near a limit: every request must ask for itself. */
  | { verdict: 'denied' }
  | { verdict: 'unknown_counters' };

type ScriptedRedis = Redis & { tollgateLease(...args: (string | number)[]): Promise<[number, number, number, number, number]> };

/** Blocks of requests and money reserved ahead of need, in one round trip. Rejects when Redis does not answer. */
export function createLeasing(redis: Redis): (request: LeaseRequest) => Promise<LeaseReply> {
  redis.defineCommand('tollgateLease', { numberOfKeys: 5, lua: loadScript('lease-5') });
  const scripted = redis as ScriptedRedis;
  return async (request) => {
    const { organizationId, keyId, periodStartMs } = request;
    const [code, requests, nano, remainingRequests, resetMs] = await scripted.tollgateLease(
      rateKey(organizationId, keyId),
      spentKey(organizationId, keyId, periodStartMs),
      reservedKey(organizationId, keyId, periodStartMs),
      deadlinesKey(organizationId, keyId, periodStartMs),
      counterEpochKey(organizationId),
      request.requestsPerMinute,
      request.budgetNano,
      request.neededNano,
      request.wantedNano,
      request.leaseId,
      request.holdMs,
      request.wantedRequests,
      request.returnedRequests,
    );
    if (code === 4) return { verdict: 'unknown_counters' };
    return code === 1 ? { verdict: 'granted', requests, nano, remainingRequests, resetMs } : { verdict: 'denied' };
  };
}
