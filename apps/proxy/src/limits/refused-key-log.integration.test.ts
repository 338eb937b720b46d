import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { connectRedis, type Redis } from '@tollgate/redis/client';
import { EPOCH_KEY } from '@tollgate/redis/keys';
import { readRefusedKey, type RefusedKey, type RefusedKeyScope } from '@tollgate/redis/refused-keys';
import { apiKeyHint, generateApiKey } from '@tollgate/secrets/api-key';
import { readKeyEncryptionKeys, saltedName } from '@tollgate/secrets/key-encryption-key';
import { testKeyEncryptionKey } from '@tollgate/testing/key-encryption-key';
import { startProxyProcess, type ProxyProcess } from '@tollgate/testing/proxy-process';
import { startRedis, type TestRedis } from '@tollgate/testing/redis';
import { waitFor } from '@tollgate/testing/wait-for';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { publishTestTenant } from '../testing/test-tenant.ts';

const keyEncryptionKey = testKeyEncryptionKey();
const keys = readKeyEncryptionKeys(keyEncryptionKey);
const home = mkdtempSync(join(tmpdir(), 'tollgate-proxy-'));
let server: TestRedis;
let redis: Redis;
let proxy: ProxyProcess;

beforeAll(async () => {
  server = await startRedis();
  redis = connectRedis(server.url, { name: 'test' });
  await waitFor('Redis', () => redis.status === 'ready');
  await redis.set(EPOCH_KEY, 'test');
  proxy = await startProxyProcess({ redisUrl: server.url, home, simulatorUrl: 'http://127.0.0.1:9/v1', keyEncryptionKey });
});
afterAll(async () => {
  await proxy.stop();
  redis.disconnect();
  await server.stop();
  rmSync(home, { recursive: true, force: true });
});
beforeEach(async () => {
  const written = await redis.keys('tg:refused:*');
  if (written.length > 0) await redis.del(...written);
});

const here: RefusedKeyScope = { scope: 'address', name: saltedName(keys, 'address', 'loopback') };
const alike = (key: string): RefusedKeyScope => ({ scope: 'hint', name: saltedName(keys, 'hint', apiKeyHint(key)) });

async function refuse(key: string | null): Promise<void> {
  const headers: Record<string, string> = key === null ? {} : { authorization: `Bearer ${key}` };
  const response = await fetch(`${proxy.url}/v1/models`, { headers });
  expect(response.status).toBe(401);
}

async function noted(scope: RefusedKeyScope): Promise<RefusedKey> {
  let found: RefusedKey | null = null;
  await waitFor('the note', async () => (found = await readRefusedKey(redis, [scope])) !== null);
  return found!;
}

test('an unknown key is told to who calls from there and to who has a key that looks the same, and to nobody else', async () => {
  const key = generateApiKey('live');
  await refuse(key);
  const expected = { reason: 'unknown', hint: apiKeyHint(key), keyName: null };
  expect(await noted(here)).toMatchObject(expected);
  expect(await noted(alike(key))).toMatchObject(expected);
  expect(await redis.keys('tg:refused:*')).toHaveLength(2);
  expect(await readRefusedKey(redis, [alike(generateApiKey('live')), { scope: 'project', name: 'prj_1' }])).toBeNull();
});

test('a key that expired is told to its project alone', async () => {
  const { key, projectId } = await publishTestTenant(redis, { keyEncryptionKey, expiresAtMs: Date.now() - 1000 });
  await refuse(key);
  expect(await noted({ scope: 'project', name: projectId })).toMatchObject({ reason: 'expired', keyName: 'test', hint: apiKeyHint(key) });
  expect(await redis.keys('tg:refused:*')).toHaveLength(1);
});

test('a call without a key is told to who calls from there', async () => {
  await refuse(null);
  expect(await noted(here)).toMatchObject({ reason: 'missing', hint: null });
});

test('neither the key nor the address is written, a short secret is not hinted at, and all of it goes within 10 minutes', async () => {
  const sent = [generateApiKey('live'), 'hunter2-hunter2', 'x'.repeat(4000)];
  for (const key of sent) await refuse(key);
  await waitFor('the last note', async () => (await readRefusedKey(redis, [here]))?.hint === '…xxxx');
  for (const name of await redis.keys('tg:refused:*')) {
    const text = `${name} ${await redis.get(name)}`;
    expect([...sent, 'hunter2', 'ter2', '127.0.0.1', '::1', 'loopback'].filter((secret) => text.includes(secret))).toEqual([]);
    const ttl = await redis.ttl(name);
    expect(ttl).toBeGreaterThan(0);
    expect(ttl).toBeLessThanOrEqual(600);
  }
});

test('a flood of wrong keys writes a bounded number of notes', async () => {
  await Promise.all(
    Array.from({ length: 100 }, () =>
      fetch(`${proxy.url}/v1/models`, { headers: { authorization: `Bearer ${generateApiKey('live')}` } }).then((response) =>
        response.text(),
      ),
    ),
  );
  // One address and at most 20 hints in each of the few seconds that this may take.
  expect((await redis.keys('tg:refused:*')).length).toBeLessThan(82);
});
