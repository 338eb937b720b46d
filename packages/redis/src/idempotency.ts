import type { Redis } from './client.ts';
import { idempotencyKey } from './keys.ts';
import { loadScript } from './load-script.ts';

export type IdempotencyClaim =
  | { state: 'claimed' }
  | { state: 'mismatch' }
  | { state: 'in_flight' }
  | { state: 'answered'; answer: string };

type ScriptedRedis = Redis & {
  tollgateClaim(...args: (string | number)[]): Promise<[string, string?]>;
  tollgateSettleClaim(...args: (string | number)[]): Promise<number>;
};

/** Claims live at most this long without an answer, so that a proxy that died does not block its caller's retries for ever. */
const IN_FLIGHT_MS = 15 * 60_000;
const KEPT_MS = 24 * 3_600_000;

/** Remembers the answers to requests that carry an idempotency key, per project, for a day. Rejects when Redis does not answer. */
export function createIdempotency(redis: Redis): {
  claim(organizationId: string, projectId: string, name: string, requestHash: string, requestId: string): Promise<IdempotencyClaim>;
  /** @param answer `null` lets the claim go. Nothing happens to a claim that ran out and is another request's now. */
  settle(organizationId: string, projectId: string, name: string, requestId: string, answer: string | null): Promise<void>;
} {
  redis.defineCommand('tollgateClaim', { numberOfKeys: 1, lua: loadScript('claim-idempotency-1') });
  redis.defineCommand('tollgateSettleClaim', { numberOfKeys: 1, lua: loadScript('settle-idempotency-1') });
  const scripted = redis as ScriptedRedis;
  return {
    async claim(organizationId, projectId, name, requestHash, requestId) {
      const [state, answer] = await scripted.tollgateClaim(
        idempotencyKey(organizationId, projectId, name),
        requestHash,
        IN_FLIGHT_MS,
        requestId,
      );
      if (state === 'answered') return { state, answer: answer ?? '' };
      return { state: state as 'claimed' | 'mismatch' | 'in_flight' };
    },
    async settle(organizationId, projectId, name, requestId, answer) {
      await scripted.tollgateSettleClaim(idempotencyKey(organizationId, projectId, name), requestId, answer ?? '', KEPT_MS);
    },
  };
}
