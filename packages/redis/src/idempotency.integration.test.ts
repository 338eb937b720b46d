import { startRedis, type TestRedis } from '@tollgate/testing/redis';
import { waitFor } from '@tollgate/testing/wait-for';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { connectRedis, type Redis } from './client.ts';
import { createIdempotency } from './idempotency.ts';
import { idempotencyKey } from './keys.ts';

let server: TestRedis;
let redis: Redis;
beforeAll(async () => {
  server = await startRedis();
  redis = connectRedis(server.url, { name: 'test' });
  await waitFor('Redis', () => redis.status === 'ready');
});
afterAll(async () => {
  redis.disconnect();
  await server.stop();
});

const claim = (name: string, requestId: string, hash = 'h') => createIdempotency(redis).claim('org_1', 'prj_1', name, hash, requestId);
const settle = (name: string, requestId: string, answer: string | null) =>
  createIdempotency(redis).settle('org_1', 'prj_1', name, requestId, answer);

it('of many claims at once one is granted, and its answer is everybody’s from then on', async () => {
  const states = await Promise.all(Array.from({ length: 50 }, (_, index) => claim('many', `req_${index}`)));
  expect(states.filter(({ state }) => state === 'claimed')).toHaveLength(1);
  expect(states.filter(({ state }) => state === 'in_flight')).toHaveLength(49);
  await settle('many', `req_${states.findIndex(({ state }) => state === 'claimed')}`, 'the answer');
  expect(await claim('many', 'req_late')).toEqual({ state: 'answered', answer: 'the answer' });
  expect(await claim('many', 'req_other', 'another body')).toEqual({ state: 'mismatch' });
});

it('a request whose claim ran out can neither answer for the one that claims now nor let its claim go', async () => {
  await claim('late', 'req_first');
  await redis.del(idempotencyKey('org_1', 'prj_1', 'late'));
  expect(await claim('late', 'req_second')).toEqual({ state: 'claimed' });
  await settle('late', 'req_first', 'an answer that comes too late');
  await settle('late', 'req_first', null);
  expect(await claim('late', 'req_third')).toEqual({ state: 'in_flight' });
  await settle('late', 'req_second', null);
  expect(await claim('late', 'req_third')).toEqual({ state: 'claimed' });
});
