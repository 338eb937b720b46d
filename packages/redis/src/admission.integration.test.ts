import { randomUUID } from 'node:crypto';
import { testRedisUrl } from '@tollgate/testing/test-servers';
import { waitFor } from '@tollgate/testing/wait-for';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createAdmission, type AdmissionRequest } from './admission.ts';
import { connectRedis, type Redis } from './client.ts';
import { counterEpochKey, deadlinesKey, rateKey, reservedKey, spentKey } from './keys.ts';
import { settleFromLedger } from './settle-from-ledger.ts';

const PERIOD_MS = 1_700_000_000_000;
const MINUTE_MS = 60_000;
/** What a clock in another process may differ by within one command. */
const SLACK_MS = 3;

let redis: Redis;
let admission: ReturnType<typeof createAdmission>;

beforeAll(async () => {
  redis = connectRedis(testRedisUrl(), { name: 'test' });
  await waitFor('Redis', () => redis.status === 'ready');
  admission = createAdmission(redis);
});
afterAll(() => redis.disconnect());

type Counters = { organizationId: string; keyId: string };

async function newCounters(): Promise<Counters> {
  const organizationId = `org_${randomUUID()}`;
  await redis.set(counterEpochKey(organizationId), '1');
  return { organizationId, keyId: 'key_1' };
}

function request(counters: Counters, given: Partial<AdmissionRequest>): AdmissionRequest {
  return {
    ...counters,
    requestsPerMinute: 0,
    budgetNano: -1,
    periodStartMs: PERIOD_MS,
    needNano: 0,
    attemptId: randomUUID(),
    holdMs: MINUTE_MS,
    replacesAttemptId: '',
    ...given,
  };
}

const reservedOf = ({ organizationId, keyId }: Counters) => reservedKey(organizationId, keyId, PERIOD_MS);
const deadlinesOf = ({ organizationId, keyId }: Counters) => deadlinesKey(organizationId, keyId, PERIOD_MS);
const spentOf = ({ organizationId, keyId }: Counters) => spentKey(organizationId, keyId, PERIOD_MS);

async function heldSum(counters: Counters): Promise<number> {
  const { '*': sum = '0', ...held } = await redis.hgetall(reservedOf(counters));
  expect(Object.values(held).reduce((total, amount) => total + Number(amount), 0)).toBe(Number(sum));
  expect((await redis.zrange(deadlinesOf(counters), '0', '-1')).sort()).toEqual(Object.keys(held).sort());
  return Number(sum);
}

describe('the rate', () => {
  it.each([1, 2, 3, 7, 11, 13, 60, 67, 600, 999])(
    'lets exactly %i requests a minute come at once and tells how many are left',
    async (limit) => {
      const counters = await newCounters();
      const startedAt = performance.now();
      const replies = await Promise.all(
        Array.from({ length: limit + 3 }, () => admission.admit(request(counters, { requestsPerMinute: limit }))),
      );
      const grownBack = Math.ceil((performance.now() - startedAt + SLACK_MS) / (MINUTE_MS / limit));
      const admitted = replies.filter(({ verdict }) => verdict === 'admitted');
      expect(admitted.length).toBeGreaterThanOrEqual(limit);
      expect(admitted.length).toBeLessThanOrEqual(limit + grownBack);
      expect(admitted[0]).toMatchObject({ remainingRequests: limit - 1 });
      for (const reply of replies) {
        if (reply.verdict === 'rate_limited') {
          expect(reply.retryAfterMs).toBeGreaterThan(0);
          expect(reply.retryAfterMs).toBeLessThanOrEqual(Math.ceil(MINUTE_MS / limit));
        } else if (reply.verdict === 'admitted') expect(reply.remainingRequests).toBeGreaterThanOrEqual(0);
      }
    },
  );

  it('admits and refuses as the generic cell rate algorithm does, over any sequence of pauses', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.integer({ min: 1, max: 300 }),
        fc.array(fc.record({ pauseMs: fc.integer({ min: 0, max: 90_000 }), burst: fc.integer({ min: 1, max: 40 }) }), { maxLength: 6 }),
        async (limit, steps) => {
          const counters = await newCounters();
          const key = rateKey(counters.organizationId, counters.keyId);
          const interval = MINUTE_MS / limit;
          // How far the bucket's arrival time is ahead of the clock, between two bounds because time goes on meanwhile.
          let [low, high] = [0, 0];
          let lastTick = performance.now();
          for (const { pauseMs, burst } of steps) {
            // An arrival time set back is a clock put forward.
            const arrival = await redis.get(key);
            if (arrival !== null) await redis.set(key, String(Number(arrival) - pauseMs));
            low = Math.max(0, low - pauseMs);
            high = Math.max(0, high - pauseMs);
            for (let i = 0; i < burst; i++) {
              const before = lastTick;
              const { verdict } = await admission.admit(request(counters, { requestsPerMinute: limit }));
              lastTick = performance.now();
              low = Math.max(0, low - (lastTick - before) - SLACK_MS);
              if (high + interval <= MINUTE_MS - SLACK_MS) expect(verdict).toBe('admitted');
              if (low + interval > MINUTE_MS + 2 * SLACK_MS) expect(verdict).toBe('rate_limited');
              if (verdict === 'admitted') {
                low += interval;
                high = Math.min(MINUTE_MS + SLACK_MS, high + interval);
              }
            }
          }
        },
      ),
      { numRuns: 25 },
    );
  });

  it('is not used up by a request that the budget refuses', async () => {
    const counters = await newCounters();
    const limits = { requestsPerMinute: 2, budgetNano: 10 };
    for (let i = 0; i < 5; i++) expect((await admission.admit(request(counters, { ...limits, needNano: 11 }))).verdict).toBe('over_budget');
    expect(await admission.admit(request(counters, { ...limits, needNano: 1 }))).toMatchObject({
      verdict: 'admitted',
      remainingRequests: 1,
    });
  });
});

type Command =
  | { kind: 'admit'; needNano: number }
  | { kind: 'move'; which: number; needNano: number; costShare: number }
  | { kind: 'settle'; which: number; costShare: number }
  | { kind: 'ledger'; which: number; costShare: number }
  | { kind: 'expire'; which: number };

const which = fc.nat({ max: 50 });
const needNano = fc.integer({ min: 0, max: 400 });
const costShare = fc.double({ min: 0, max: 1, noNaN: true });
const commands = fc.array(
  fc.oneof(
    { arbitrary: fc.record({ kind: fc.constant('admit' as const), needNano }), weight: 4 },
    { arbitrary: fc.record({ kind: fc.constant('move' as const), which, needNano, costShare }), weight: 2 },
    { arbitrary: fc.record({ kind: fc.constant('settle' as const), which, costShare }), weight: 2 },
    { arbitrary: fc.record({ kind: fc.constant('ledger' as const), which, costShare }), weight: 2 },
    { arbitrary: fc.record({ kind: fc.constant('expire' as const), which }), weight: 1 },
  ),
  { maxLength: 40 },
) as fc.Arbitrary<Command[]>;

describe('the budget', () => {
  it('follows its model over any interleaving, and what is spent and held never exceeds it', async () => {
    await fc.assert(
      fc.asyncProperty(fc.integer({ min: 1, max: 1000 }), commands, async (budgetNano, sequence) => {
        const counters = await newCounters();
        const held = new Map<string, number>();
        /** The most an attempt can cost: what was reserved for it. */
        const needs = new Map<string, number>();
        const costs = new Map<string, number>();
        const inLedger = new Set<string>();
        const ids: string[] = [];
        let spent = 0;
        const sum = () => [...held.values()].reduce((total, amount) => total + amount, 0);
        const costOf = (id: string, share: number): number => {
          if (!costs.has(id)) costs.set(id, Math.floor((needs.get(id) ?? 0) * share));
          return costs.get(id) ?? 0;
        };
        const take = async (needed: number, replaced: string | undefined, share: number): Promise<void> => {
          const attemptId = `att_${ids.length}`;
          const cost = replaced === undefined ? 0 : costOf(replaced, share);
          const reply = await admission.admit(
            request(counters, {
              budgetNano,
              needNano: needed,
              attemptId,
              ...(replaced === undefined ? {} : { replacesAttemptId: replaced, replacedCostNano: cost }),
            }),
          );
          const freed = replaced !== undefined && held.has(replaced) ? (held.get(replaced) ?? 0) - cost : 0;
          const left = budgetNano - spent - sum() + freed;
          if (needed > left || left <= 0) {
            expect(reply).toEqual({ verdict: 'over_budget', remainingNano: left });
            return;
          }
          expect(reply).toMatchObject({ verdict: 'admitted', remainingNano: left - needed });
          if (replaced !== undefined && held.has(replaced)) {
            if (cost > 0) held.set(replaced, cost);
            else held.delete(replaced);
          }
          held.set(attemptId, needed);
          needs.set(attemptId, needed);
          ids.push(attemptId);
          expect(spent + sum()).toBeLessThanOrEqual(budgetNano);
        };
        for (const command of sequence) {
          const id = command.kind === 'admit' ? undefined : ids[command.which % Math.max(1, ids.length)];
          if (command.kind === 'admit') await take(command.needNano, undefined, 0);
          else if (id === undefined) continue;
          else if (command.kind === 'move') await take(command.needNano, id, command.costShare);
          else if (command.kind === 'settle') {
            const settlement = { ...counters, periodStartMs: PERIOD_MS, attemptId: id, costNano: costOf(id, command.costShare) };
            await admission.settle([settlement]);
            await admission.settle([settlement]);
            if (held.has(id)) {
              if (settlement.costNano === 0) held.delete(id);
              else held.set(id, settlement.costNano);
            }
          } else if (command.kind === 'ledger') {
            if (!inLedger.has(id)) spent += costOf(id, command.costShare);
            inLedger.add(id);
            held.delete(id);
            const ledger = { ...counters, periodStartMs: PERIOD_MS, periodEndMs: null, spentNano: spent, attemptIds: [id] };
            await settleFromLedger(redis, ledger, Date.now());
            await settleFromLedger(redis, ledger, Date.now());
          } else if (held.has(id)) {
            await redis.zadd(deadlinesOf(counters), 1, id);
            // The next admission sweeps it; the smallest need makes one.
            held.delete(id);
            await admission.admit(request(counters, { budgetNano, needNano: budgetNano + 1 }));
          }
          expect(await heldSum(counters)).toBe(sum());
          expect(Number((await redis.get(spentOf(counters))) ?? 0)).toBe(spent);
        }
      }),
      { numRuns: 60 },
    );
  });

  it('admits no more than it holds, however many ask at the same time', async () => {
    const counters = await newCounters();
    const replies = await Promise.all(
      Array.from({ length: 200 }, () => admission.admit(request(counters, { budgetNano: 1000, needNano: 30 }))),
    );
    expect(replies.filter(({ verdict }) => verdict === 'admitted')).toHaveLength(33);
    expect(await heldSum(counters)).toBe(990);
  });

  it('is exact where a double still is: nine million dollars in nano-dollars', async () => {
    const counters = await newCounters();
    const budgetNano = Number.MAX_SAFE_INTEGER;
    expect(await admission.admit(request(counters, { budgetNano, needNano: budgetNano - 1 }))).toMatchObject({ remainingNano: 1 });
    expect(await admission.admit(request(counters, { budgetNano, needNano: 2 }))).toEqual({ verdict: 'over_budget', remainingNano: 1 });
    expect(await admission.admit(request(counters, { budgetNano, needNano: 1 }))).toMatchObject({ verdict: 'admitted', remainingNano: 0 });
  });

  it('refuses even a request without a price once it is used up', async () => {
    const counters = await newCounters();
    await redis.set(spentOf(counters), '100');
    expect((await admission.admit(request(counters, { budgetNano: 100, needNano: 0 }))).verdict).toBe('over_budget');
    expect((await admission.admit(request(counters, { budgetNano: 99, needNano: 0 }))).verdict).toBe('over_budget');
  });

  it('says that counters are unknown, and holds nothing, when Redis lost them', async () => {
    const counters = { organizationId: `org_${randomUUID()}`, keyId: 'key_1' };
    const reply = await admission.admit(request(counters, { requestsPerMinute: 10, budgetNano: 100, needNano: 1 }));
    expect(reply).toEqual({ verdict: 'unknown_counters' });
    expect(await redis.keys(`tg:{${counters.organizationId}}:*`)).toEqual([]);
  });

  it('leaves nothing behind for ever in a key that is not used any more', async () => {
    const counters = await newCounters();
    await admission.admit(request(counters, { requestsPerMinute: 10, budgetNano: 100, needNano: 1 }));
    expect(await redis.pttl(reservedOf(counters))).toBeGreaterThan(24 * 3_600_000);
    expect(await redis.pttl(rateKey(counters.organizationId, counters.keyId))).toBeGreaterThan(MINUTE_MS);
  });
});

describe('the ledger', () => {
  it('never takes a counter back, whichever of two workers writes last', async () => {
    const counters = await newCounters();
    const spend = { ...counters, periodStartMs: PERIOD_MS, periodEndMs: null, attemptIds: [] };
    await settleFromLedger(redis, { ...spend, spentNano: 500 }, Date.now());
    await settleFromLedger(redis, { ...spend, spentNano: 300 }, Date.now());
    expect(await redis.get(spentOf(counters))).toBe('500');
    expect(await redis.pttl(spentOf(counters))).toBe(-1);
  });

  it('keeps the counter of a period one day past its end', async () => {
    const counters = await newCounters();
    const nowMs = Date.now();
    await settleFromLedger(
      redis,
      { ...counters, periodStartMs: PERIOD_MS, periodEndMs: nowMs + 1000, spentNano: 1, attemptIds: [] },
      nowMs,
    );
    const left = await redis.pttl(spentOf(counters));
    expect(left).toBeGreaterThan(86_400_000 - 1000);
    expect(left).toBeLessThanOrEqual(86_401_000);
  });

  it('ignores settlements of attempts that hold nothing', async () => {
    const counters = await newCounters();
    await admission.settle([{ ...counters, periodStartMs: PERIOD_MS, attemptId: 'att_unknown', costNano: 70 }]);
    expect(await heldSum(counters)).toBe(0);
  });
});
