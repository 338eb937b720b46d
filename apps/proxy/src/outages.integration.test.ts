import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { connectRedis, type Redis } from '@tollgate/redis/client';
import { EPOCH_KEY } from '@tollgate/redis/keys';
import { testKeyEncryptionKey } from '@tollgate/testing/key-encryption-key';
import { startProxyProcess, startSimulatorProcess, type ProxyProcess } from '@tollgate/testing/proxy-process';
import { startRedis, type TestRedis } from '@tollgate/testing/redis';
import { waitFor } from '@tollgate/testing/wait-for';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { publishTestTenant } from './testing/test-tenant.ts';
import { collectUsage, type UsageSink } from './testing/usage-sink.ts';

const keyEncryptionKey = testKeyEncryptionKey();
const DOLLAR = 1_000_000_000_000n;
/** Costs exactly a tenth of a dollar. */
const DIME = { model: 'sim/usage:prompt=10000,completion=45000', max_tokens: 45_000 };

let server: TestRedis;
let redis: Redis;
let simulator: Awaited<ReturnType<typeof startSimulatorProcess>>;
let home: string;
let sink: UsageSink;
const proxies: ProxyProcess[] = [];

beforeAll(async () => {
  server = await startRedis();
  redis = connectRedis(server.url, { name: 'test' });
  simulator = await startSimulatorProcess();
});
afterAll(async () => {
  await simulator.stop();
  redis.disconnect();
  await server.stop();
});
beforeEach(async () => {
  await waitFor('Redis', () => redis.status === 'ready');
  await server.flush();
  await redis.set(EPOCH_KEY, 'test');
  home = mkdtempSync(join(tmpdir(), 'tollgate-outage-'));
  sink = collectUsage(server.url, redis);
});
afterEach(async () => {
  for (const proxy of proxies.splice(0)) await proxy.kill();
  await sink.close();
  rmSync(home, { recursive: true, force: true });
});

async function start(environment: Record<string, string> = {}): Promise<ProxyProcess> {
  const proxy = await startProxyProcess({ redisUrl: server.url, home, simulatorUrl: simulator.url, keyEncryptionKey, environment });
  proxies.push(proxy);
  return proxy;
}

const tenant = (options: Omit<Parameters<typeof publishTestTenant>[1], 'keyEncryptionKey'> = {}) =>
  publishTestTenant(redis, { keyEncryptionKey, ...options });

function ask(proxy: ProxyProcess, key: string, body: object = {}): Promise<Response> {
  return fetch(`${proxy.url}/v1/chat/completions`, {
    method: 'POST',
    headers: { authorization: `Bearer ${key}`, 'content-type': 'application/json' },
    body: JSON.stringify({ model: 'sim/echo', messages: [{ role: 'user', content: 'Hello' }], ...body }),
  });
}

async function codeOf(response: Response): Promise<string> {
  return ((await response.json()) as { error: { code: string } }).error.code;
}

describe('a Redis that is killed and comes back empty', () => {
  it('leaves keys in use served, within a bound where they have a budget, and calls no key unknown', async () => {
    const proxy = await start();
    const [free, limited, unseen] = [
      await tenant(),
      await tenant({ limits: { budget: { pico: String(50n * DOLLAR), per: 'month' } } }),
      await tenant(),
    ];
    for (const { key } of [free, limited]) expect((await ask(proxy, key)).status).toBe(200);

    for (const phase of ['away', 'back and empty'] as const) {
      if (phase === 'away') await server.kill();
      else {
        await server.restart();
        await waitFor('Redis', () => redis.status === 'ready');
        await waitFor(
          'the proxy to see it',
          async () => ((await (await fetch(`${proxy.url}/readyz`)).json()) as { degraded: string[] }).degraded.length === 0,
        );
      }
      for (let i = 0; i < 10; i++) expect((await ask(proxy, free.key)).status).toBe(200);
      const unknown = await ask(proxy, unseen.key);
      expect([unknown.status, await codeOf(unknown)]).toEqual([503, 'configuration_unavailable']);
      expect(Number(unknown.headers.get('retry-after'))).toBeLessThanOrEqual(60);
    }

    const statuses = await Promise.all(Array.from({ length: 40 }, async () => (await ask(proxy, limited.key, DIME)).status));
    const passed = statuses.filter((status) => status === 200).length;
    // Five dimes, one per cent of fifty dollars, may be at stake at any time; what an answer did not use lets others pass.
    expect(passed).toBeGreaterThan(0);
    expect(passed).toBeLessThan(40);
    expect(new Set(statuses)).toEqual(new Set([200, 503]));
    await waitFor('every fact', () => sink.requests.size >= 1 + 1 + 20 + 40, { timeoutMs: 25_000 });
    expect((await fetch(`${proxy.url}/readyz`)).status).toBe(200);
  });

  it('does not keep a proxy from starting: it serves from its copy on disk', async () => {
    const { key } = await tenant();
    const first = await start();
    expect((await ask(first, key)).status).toBe(200);
    expect(await first.stop()).toBe(0);
    await server.kill();
    const second = await start();
    expect((await ask(second, key)).status).toBe(200);
    expect((await (await fetch(`${second.url}/readyz`)).json()) as object).toEqual({ status: 'ready', degraded: ['redis'] });
    expect((await ask(second, 'some-other-key-of-thirty-two-characters')).status).toBe(503);
    await server.restart();
    await waitFor('the fact of the time without Redis', () => sink.requests.size === 2, { timeoutMs: 20_000 });
  });

  it('does not keep keys served for longer than MAX_STALE', async () => {
    const { key } = await tenant();
    const proxy = await start({ MAX_STALE: '2' });
    expect((await ask(proxy, key)).status).toBe(200);
    await server.kill();
    expect((await ask(proxy, key)).status).toBe(200);
    await waitFor('the refusal', async () => (await ask(proxy, key)).status === 503, { timeoutMs: 6000 });
    await server.restart();
  });
});

describe('a proxy that is told to stop', () => {
  const PACED = { model: 'sim/paced:tokens=40,interval=50', stream: true };

  it('takes no new work, lets a stream end well, ships its facts and leaves nothing behind', async () => {
    const { key } = await tenant();
    const proxy = await start();
    const response = await ask(proxy, key, PACED);
    const reader = response.body?.getReader();
    const first = await reader?.read();
    const stopping = proxy.stop();
    await waitFor('the door to close', () =>
      fetch(`${proxy.url}/healthz`).then(
        () => false,
        () => true,
      ),
    );
    let text = Buffer.from(first?.value ?? []).toString();
    for (let part = await reader?.read(); part && !part.done; part = await reader?.read()) text += Buffer.from(part.value).toString();
    expect(text.match(/"content":"[^"]/g)).toHaveLength(40);
    expect(text.endsWith('data: [DONE]\n\n')).toBe(true);
    expect(await stopping).toBe(0);
    expect([...sink.attempts.values()]).toMatchObject([{ outcome: 'success', isEstimated: false }]);
    expect(sink.requests.size).toBe(1);
    expect(readdirSync(join(home, 'spool'))).toEqual([]);
  });

  it('ends in time without Redis too, and what it could not ship is shipped by the next one', async () => {
    const { key } = await tenant();
    const first = await start();
    expect((await ask(first, key)).status).toBe(200);
    await server.kill();
    expect((await ask(first, key)).status).toBe(200);
    const startedAt = performance.now();
    expect(await first.stop()).toBe(0);
    expect(performance.now() - startedAt).toBeLessThan(12_000);
    expect(readdirSync(join(home, 'spool'))).toHaveLength(1);
    await server.restart();
    await start();
    await waitFor('both facts', () => sink.requests.size === 2 && sink.attempts.size === 2, { timeoutMs: 15_000 });
  });

  it('says so while load balancers look', async () => {
    const proxy = await start({ DRAIN_GRACE_MS: '1500' });
    const stopping = proxy.stop();
    await waitFor('the word', async () => (await fetch(`${proxy.url}/readyz`)).status === 503, { timeoutMs: 1400 });
    expect(await stopping).toBe(0);
  });

  it('twice, ends its streams in band and is gone within two seconds; what was delivered is billed', async () => {
    const { key } = await tenant();
    const proxy = await start();
    const response = await ask(proxy, key, { model: 'sim/paced:tokens=2000,interval=50', stream: true });
    const reader = response.body?.getReader();
    await reader?.read();
    const stopping = proxy.stop();
    await waitFor('the door to close', () =>
      fetch(`${proxy.url}/healthz`).then(
        () => false,
        () => true,
      ),
    );
    const startedAt = performance.now();
    proxy.child.kill('SIGTERM');
    let text = '';
    for (let part = await reader?.read(); part && !part.done; part = await reader?.read()) text += Buffer.from(part.value).toString();
    expect(text).toContain('gateway_restarting');
    expect(text).not.toContain('[DONE]');
    expect(await stopping).toBe(0);
    expect(performance.now() - startedAt).toBeLessThan(2500);
    await waitFor('the facts', () => sink.requests.size === 1);
    expect([...sink.attempts.values()]).toMatchObject([{ isEstimated: true }]);
  });
});

describe('a flood of wrong keys', () => {
  it('from one address is turned away, and a good key from there is served all the while', async () => {
    const { key } = await tenant();
    const proxy = await start();
    expect((await ask(proxy, key)).status).toBe(200);
    const answers = await Promise.all(
      Array.from(
        { length: 300 },
        async (_, index) => [await ask(proxy, `tg_live_guess_${index}`), index % 30 === 0 ? await ask(proxy, key) : null] as const,
      ),
    );
    const wrong = answers.map(([{ status }]) => status);
    expect(new Set(wrong)).toEqual(new Set([401, 429]));
    expect(wrong.filter((status) => status === 401).length).toBeLessThanOrEqual(120);
    expect(answers.flatMap(([, good]) => (good === null ? [] : [good.status]))).toEqual(Array(10).fill(200));
  });
});
