import { connectRedis, type Redis } from '@tollgate/redis/client';
import { createAdmission } from '@tollgate/redis/admission';
import { counterEpochKey, reservedKey } from '@tollgate/redis/keys';
import { createLeasing } from '@tollgate/redis/lease';
import { settleFromLedger } from '@tollgate/redis/settle-from-ledger';
import { newId } from '@tollgate/secrets/new-id';
import { testRedisUrl } from '@tollgate/testing/test-servers';
import { waitFor } from '@tollgate/testing/wait-for';
import fc from 'fast-check';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { createKeyRuntime, type KeyRuntime } from '../snapshot/runtime.ts';
import { LeaseBook } from './lease-book.ts';

const NANO_PER_PICO = 1000n;
let redis: Redis;
const books: LeaseBook[] = [];

beforeAll(async () => {
  redis = connectRedis(testRedisUrl(), { name: 'test' });
  await waitFor('Redis', () => redis.status === 'ready');
});
afterEach(async () => {
  await Promise.all(books.splice(0).map((book) => book.close()));
});
afterAll(() => redis.disconnect());

async function makeKey(limits: { requestsPerMinute: number | null; budgetNano: number | null }): Promise<KeyRuntime> {
  const organizationId = newId('org');
  await redis.set(counterEpochKey(organizationId), '1');
  const { requestsPerMinute, budgetNano } = limits;
  return createKeyRuntime(
    {
      id: newId('key'),
      version: 1,
      organizationId,
      projectId: 'prj',
      memberId: null,
      name: 'test',
      status: 'active',
      expiresAtMs: null,
      limits: {
        requestsPerMinute,
        budget: budgetNano === null ? null : { pico: String(BigInt(budgetNano) * NANO_PER_PICO), per: 'total' },
      },
    },
    undefined,
  );
}

function makeBook(): LeaseBook {
  const book = new LeaseBook({ proxyId: newId('pxy'), ask: createLeasing(redis) });
  books.push(book);
  return book;
}

async function reserved({ document }: KeyRuntime): Promise<number> {
  return Number((await redis.hget(reservedKey(document.organizationId, document.id, 0), '*')) ?? 0);
}

describe('a lease', () => {
  it('lets requests pass without asking, once a block is held in Redis', async () => {
    const book = makeBook();
    const key = await makeKey({ requestsPerMinute: 100_000, budgetNano: 1_000_000_000 });
    expect(book.take(key, 1000, Date.now())).toBeNull();
    const leased = await waitFor('the lease', () => book.take(key, 1000, Date.now()));
    expect(leased).toMatchObject({ periodStartMs: 0 });
    expect(leased.remainingRequests).toBeGreaterThan(99_000);
    expect(await reserved(key)).toBeGreaterThanOrEqual(50 * 1000);
  });

  it.each([
    ['a rate', { requestsPerMinute: 100, budgetNano: null }],
    ['a budget', { requestsPerMinute: null, budgetNano: 100_000 }],
  ])('is not given to a key with %s too small for it', async (_name, limits) => {
    const book = makeBook();
    const key = await makeKey(limits);
    for (let i = 0; i < 5; i++) expect(book.take(key, 1000, Date.now())).toBeNull();
    expect(await reserved(key)).toBe(0);
  });

  it('is not given when the counters are not known', async () => {
    const book = makeBook();
    const key = await makeKey({ requestsPerMinute: null, budgetNano: 1_000_000_000 });
    await redis.del(counterEpochKey(key.document.organizationId));
    expect(book.take(key, 1000, Date.now())).toBeNull();
    expect(await reserved(key)).toBe(0);
  });

  it('gives back everything when nobody uses it and the ledger has what was spent', async () => {
    const book = makeBook();
    const key = await makeKey({ requestsPerMinute: null, budgetNano: 1_000_000_000 });
    book.take(key, 1000, Date.now());
    await waitFor('the lease', () => book.take(key, 1000, Date.now()));
    book.settle(key, 0, 'att_1', 1000, 600);
    await waitFor('all but the cost to be given back', async () => (await reserved(key)) === 600);
    book.acknowledge(key.document.id, 'att_1');
    await expect(waitFor('nothing to be held', async () => (await reserved(key)) === 0)).resolves.toBe(true);
  });

  it('never lets proxies together pass a budget, whatever they take, spend and record in between', async () => {
    const property = fc.assert(
      fc.asyncProperty(
        fc.array(fc.tuple(fc.integer({ min: 0, max: 2 }), fc.integer({ min: 600, max: 1000 })), { minLength: 1200, maxLength: 1500 }),
        async (steps) => {
          const budgetNano = 600_000;
          const key = await makeKey({ requestsPerMinute: null, budgetNano });
          const runtimes = [key, { ...key }, { ...key }];
          const ours = [makeBook(), makeBook(), makeBook()];
          const { admit } = createAdmission(redis);
          let spent = 0;
          let leased = 0;
          for (const [index, [who, cost]] of steps.entries()) {
            const book = ours[who] as LeaseBook;
            const mine = runtimes[who] as KeyRuntime;
            const attemptId = `att_${index}`;
            if (book.take(mine, 1000, Date.now()) !== null) {
              book.settle(mine, 0, attemptId, 1000, cost);
              leased++;
              spent += cost;
            } else {
              const asked = {
                organizationId: key.document.organizationId,
                keyId: key.document.id,
                requestsPerMinute: 0,
                budgetNano,
                periodStartMs: 0,
                needNano: 1000,
                attemptId,
                holdMs: 60_000,
                replacesAttemptId: '',
              };
              if ((await admit(asked)).verdict === 'admitted') spent += cost;
              else continue;
            }
            // The worker records an attempt at some later point; here at once for some, never for others.
            if (index % 3 === 0) {
              await settleFromLedger(redis, { ...ledger(key), spentNano: spent, attemptIds: [attemptId] }, Date.now());
              book.acknowledge(key.document.id, attemptId);
            }
            expect(spent).toBeLessThanOrEqual(budgetNano);
          }
          // More was asked for than the budget holds, and leases had their part in it.
          expect(leased).toBeGreaterThan(0);
          expect(spent).toBeGreaterThan(budgetNano / 2);
        },
      ),
      { numRuns: 5 },
    );
    await expect(property).resolves.toBeUndefined();
  });
});

function ledger({ document }: KeyRuntime) {
  return { organizationId: document.organizationId, keyId: document.id, periodStartMs: 0, periodEndMs: null };
}
