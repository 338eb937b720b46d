import { testRedisUrl } from '@tollgate/testing/test-servers';
import { waitFor } from '@tollgate/testing/wait-for';
import { randomUUID } from 'node:crypto';
import { afterAll, expect, test } from 'vitest';
import { connectRedis } from './client.ts';
import { listen } from './listen.ts';

const redis = connectRedis(testRedisUrl(), { name: 'listen-test', commandTimeoutMs: 2000 });
afterAll(() => redis.disconnect());

test('whoever listens hears what is said on their channel alone', async () => {
  const [channel, other] = [randomUUID(), randomUUID()];
  const heard: (string | null)[] = [];
  const leave = listen(redis, channel, (message) => heard.push(message));
  const leaveOther = listen(redis, other, () => undefined);
  await waitFor('the subscription', () => Promise.resolve(heard.includes(null)));
  await redis.publish(other, 'not for this one');
  await redis.publish(channel, 'hello');
  await waitFor('the message', () => Promise.resolve(heard.includes('hello')));
  expect(heard).not.toContain('not for this one');
  leave();
  leaveOther();
});

test('coming and going leaves nothing behind', () => {
  const before = redis.listenerCount('end');
  for (let turn = 0; turn < 20; turn++) listen(redis, randomUUID(), () => undefined)();
  expect(redis.listenerCount('end')).toBe(before);
});
