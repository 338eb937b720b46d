import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { EPOCH_KEY } from '@tollgate/redis/keys';
import { connectRedis, type Redis } from '@tollgate/redis/client';
import { startProxyProcess, startSimulatorProcess, type ProxyProcess } from '@tollgate/testing/proxy-process';
import { startRedis, type TestRedis } from '@tollgate/testing/redis';
import { testKeyEncryptionKey } from '@tollgate/testing/key-encryption-key';
import { publishTestTenant } from '../testing/test-tenant.ts';
import { collectUsage, type UsageSink } from '../testing/usage-sink.ts';
import { waitFor } from '@tollgate/testing/wait-for';
import OpenAI from 'openai';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

const keyEncryptionKey = testKeyEncryptionKey();
const home = mkdtempSync(join(tmpdir(), 'tollgate-proxy-'));
let server: TestRedis;
let redis: Redis;
let simulator: Awaited<ReturnType<typeof startSimulatorProcess>>;
let proxy: ProxyProcess;
let sink: UsageSink;

beforeAll(async () => {
  server = await startRedis();
  redis = connectRedis(server.url, { name: 'test' });
  await waitFor('Redis', () => redis.status === 'ready');
  await redis.set(EPOCH_KEY, 'test');
  simulator = await startSimulatorProcess();
  sink = collectUsage(server.url, redis);
  proxy = await startProxyProcess({ redisUrl: server.url, home, simulatorUrl: simulator.url, keyEncryptionKey });
});

afterAll(async () => {
  await proxy.stop();
  await simulator.stop();
  await sink.close();
  redis.disconnect();
  await server.stop();
  rmSync(home, { recursive: true, force: true });
});

async function tenant(options: Omit<Parameters<typeof publishTestTenant>[1], 'keyEncryptionKey'> = {}) {
  const made = await publishTestTenant(redis, { keyEncryptionKey, ...options });
  return { ...made, client: new OpenAI({ apiKey: made.key, baseURL: `${proxy.url}/v1`, maxRetries: 0 }) };
}

const hello = [{ role: 'user' as const, content: 'Hello from a test' }];

function post(body: string | object, headers: Record<string, string>): Promise<Response> {
  return fetch(`${proxy.url}/v1/chat/completions`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body: typeof body === 'string' ? body : JSON.stringify(body),
  });
}

describe('a chat request through the proxy', () => {
  it('answers the official client, with the exact cost in a header and in the usage fact', async () => {
    const { client, keyId } = await tenant();
    const { data, response } = await client.chat.completions
      .create({ model: 'sim/usage:prompt=1000,completion=500', messages: hello })
      .withResponse();
    expect(data.usage).toMatchObject({ prompt_tokens: 1000, completion_tokens: 500 });
    expect(response.headers.get('x-tollgate-cost-usd')).toBe('0.002');
    expect(response.headers.get('x-tollgate-provider')).toBe('sim');
    const requestId = response.headers.get('x-request-id') ?? '';
    await waitFor('the facts', () => sink.requests.has(requestId));
    const attempts = [...sink.attempts.values()].filter((attempt) => attempt.requestId === requestId);
    expect(attempts).toMatchObject([
      { keyId, outcome: 'success', costPico: '2000000000', priceRowId: 'sim/*@2025-01-01', isEstimated: false },
    ]);
    expect(sink.requests.get(requestId)).toMatchObject({
      status: 200,
      attempts: 1,
      requestedModel: 'sim/usage:prompt=1000,completion=500',
      model: 'usage:prompt=1000,completion=500',
    });
  });

  it('streams to the official client and shows usage only to a caller who asked', async () => {
    const { client } = await tenant();
    const withUsage = await client.chat.completions.create({
      model: 'sim/echo',
      messages: hello,
      stream: true,
      stream_options: { include_usage: true },
    });
    let text = '';
    const usages = [];
    for await (const chunk of withUsage) {
      text += chunk.choices[0]?.delta.content ?? '';
      if (chunk.usage) usages.push(chunk.usage);
    }
    expect(text).toBe('Hello from a test');
    expect(usages).toHaveLength(1);
    expect(usages[0]).toHaveProperty('cost');

    const response = await post({ model: 'sim/echo', messages: hello, stream: true }, { authorization: `Bearer ${(await tenant()).key}` });
    const body = await response.text();
    expect(body.match(/\[DONE\]/g)).toHaveLength(1);
    expect(body).not.toContain('"choices":[]');
    expect(body).not.toContain('event:');
  });

  it('falls back before the caller notices, and tells how many attempts it took', async () => {
    const { client } = await tenant({
      routes: {
        smart: [
          { credential: 'sim', model: 'server-error' },
          { credential: 'sim', model: 'garbage' },
          { credential: 'sim', model: 'echo' },
        ],
      },
    });
    const { data, response } = await client.chat.completions.create({ model: 'smart', messages: hello }).withResponse();
    expect(data.choices[0]?.message.content).toBe('Hello from a test');
    expect(response.headers.get('x-tollgate-route')).toBe('smart');
    const stream = await client.chat.completions.create({ model: 'smart', messages: hello, stream: true });
    let text = '';
    for await (const chunk of stream) text += chunk.choices[0]?.delta.content ?? '';
    expect(text).toBe('Hello from a test');
    await waitFor(
      'the facts of every attempt',
      () => [...sink.attempts.values()].filter((attempt) => attempt.route === 'smart' && attempt.outcome === 'success').length === 2,
    );
  });

  it('ends a stream that was cut with one error event and no terminal', async () => {
    const { key } = await tenant();
    const body = await (await post({ model: 'sim/cut', messages: hello, stream: true }, { authorization: `Bearer ${key}` })).text();
    expect(body).toContain('"error"');
    expect(body).not.toContain('[DONE]');
    expect(body.match(/data: \{"error"/g)).toHaveLength(1);
  });

  it('lists every attempt and tells SDKs not to retry when the route is exhausted', async () => {
    const { key } = await tenant();
    const response = await post({ model: 'sim/server-error', messages: hello }, { authorization: `Bearer ${key}` });
    expect(response.status).toBe(502);
    expect(response.headers.get('x-should-retry')).toBe('false');
    const body = (await response.json()) as { error: { code: string }; gateway: { attempts: unknown[] }; request_id: string };
    expect(body.error.code).toBe('upstream_error');
    expect(body.gateway.attempts).toHaveLength(2);
    expect(body.request_id).toBe(response.headers.get('x-request-id'));
  });

  it('refuses a request over the rate with the time to wait', async () => {
    const { key } = await tenant({ limits: { requestsPerMinute: 2 } });
    const send = () => post({ model: 'sim/echo', messages: hello }, { authorization: `Bearer ${key}` });
    expect((await send()).headers.get('x-ratelimit-remaining-requests')).toBe('1');
    expect((await send()).status).toBe(200);
    const refused = await send();
    expect(refused.status).toBe(429);
    expect(Number(refused.headers.get('retry-after-ms'))).toBeGreaterThan(0);
    expect(((await refused.json()) as { error: { code: string } }).error.code).toBe('rate_limited');
  });

  it('never spends more than the budget, however many requests come at once', async () => {
    // Each request costs exactly 0.002 dollars and may not reserve much more.
    const { key, keyId } = await tenant({ limits: { budget: { pico: '20000000000', per: 'month' } } });
    const model = 'sim/usage:prompt=1000,completion=500';
    const answers = await Promise.all(
      Array.from({ length: 100 }, () => post({ model, messages: hello, max_tokens: 950 }, { authorization: `Bearer ${key}` })),
    );
    const statuses = answers.map(({ status }) => status);
    const admitted = statuses.filter((status) => status === 200).length;
    expect(admitted).toBeGreaterThan(0);
    expect(admitted).toBeLessThanOrEqual(10);
    expect(new Set(statuses)).toEqual(new Set([200, 429]));
    const refused = answers.find(({ status }) => status === 429);
    expect(refused?.headers.get('x-should-retry')).toBe('false');
    expect(await refused?.text()).toContain('Enterprise billing quota exceeded: ');
    await waitFor('the facts', () => [...sink.attempts.values()].filter((attempt) => attempt.keyId === keyId).length === admitted);
  });

  it.each([
    ['no key', {}, 401, 'invalid_api_key'],
    ['an unknown key', { authorization: 'Bearer tg_live_unknown' }, 401, 'invalid_api_key'],
    ['an injection for a key', { authorization: "Bearer ' OR '1'='1" }, 401, 'invalid_api_key'],
  ])('refuses %s', async (_name, headers, status, code) => {
    const response = await post({ model: 'sim/echo', messages: hello }, headers as Record<string, string>);
    expect(response.status).toBe(status);
    expect(((await response.json()) as { error: { code: string } }).error.code).toBe(code);
  });

  it.each([
    ['malformed JSON', '{"model":', 400, 'invalid_json'],
    ['no model', { messages: hello }, 400, undefined],
    ['an unknown model', { model: 'smurt', messages: hello }, 404, 'model_not_found'],
    ['too many messages', { model: 'sim/echo', messages: Array.from({ length: 10_000 }, () => hello[0]) }, 400, 'too_many_messages'],
    ['a body of 30 MB', { model: 'sim/echo', messages: [{ role: 'user', content: 'x'.repeat(30_000_000) }] }, 413, 'request_too_large'],
  ])('refuses %s with a clear error', async (_name, body, status, code) => {
    const { key } = await tenant();
    const response = await post(body as object, { authorization: `Bearer ${key}` });
    expect(response.status).toBe(status);
    const { error } = (await response.json()) as { error: { code: string; message: string } };
    if (code !== undefined) expect(error.code).toBe(code);
    expect(error.message.length).toBeGreaterThan(10);
  });

  it('aborts the upstream within a second when the client leaves, and records what was delivered', async () => {
    const { key } = await tenant();
    const controller = new AbortController();
    const response = await fetch(`${proxy.url}/v1/chat/completions`, {
      method: 'POST',
      headers: { authorization: `Bearer ${key}`, 'content-type': 'application/json' },
      body: JSON.stringify({ model: 'sim/paced:tokens=500,interval=20', messages: hello, stream: true }),
      signal: controller.signal,
    });
    const reader = response.body?.getReader();
    await reader?.read();
    const requestId = response.headers.get('x-request-id') ?? '';
    controller.abort();
    await waitFor('the fact of the abandoned request', () => sink.requests.get(requestId)?.status === 499);
    const attempt = [...sink.attempts.values()].find((candidate) => candidate.requestId === requestId);
    expect(attempt).toMatchObject({ outcome: 'client_closed', isEstimated: true });
    expect(attempt?.usage.output).toBeGreaterThan(0);
    const journal = (await (await fetch(`${simulator.url.replace('/v1', '')}/__journal`)).json()) as {
      entries: { requestId?: string; end: string; model: string }[];
    };
    expect(journal.entries.filter((entry) => entry.model.includes('paced:tokens=500')).map((entry) => entry.end)).toEqual([
      'client_closed',
    ]);
  });

  it('refuses a revoked key within two seconds of its publication', async () => {
    const made = await tenant();
    expect((await post({ model: 'sim/echo', messages: hello }, { authorization: `Bearer ${made.key}` })).status).toBe(200);
    const { hashApiKey } = await import('@tollgate/secrets/api-key');
    const { publishDocuments } = await import('@tollgate/redis/publish-snapshot');
    await publishDocuments(redis, [
      {
        kind: 'key',
        id: hashApiKey(made.key),
        document: {
          id: made.keyId,
          organizationId: made.organizationId,
          projectId: made.projectId,
          memberId: null,
          name: 'test',
          status: 'revoked',
          expiresAtMs: null,
          limits: { requestsPerMinute: null, budget: null },
        },
      },
    ]);
    await waitFor(
      'the refusal',
      async () => (await post({ model: 'sim/echo', messages: hello }, { authorization: `Bearer ${made.key}` })).status === 401,
      { timeoutMs: 2_000 },
    );
  });

  it('answers duplicates of an idempotent request from one upstream call and one charge', async () => {
    const { key, keyId } = await tenant();
    const send = (content: string) =>
      post(
        { model: 'sim/usage:prompt=10,completion=10', messages: [{ role: 'user', content }] },
        { authorization: `Bearer ${key}`, 'idempotency-key': 'order-1' },
      );
    const first = await Promise.all(Array.from({ length: 20 }, () => send('once')));
    expect(first.filter(({ status }) => status === 200).length).toBeGreaterThan(0);
    expect(new Set(first.map(({ status }) => status))).toSatisfy((statuses: Set<number>) =>
      [...statuses].every((status) => status === 200 || status === 409),
    );
    const original = await first.find(({ status }) => status === 200)?.text();
    const again = await waitFor('the kept answer', async () => {
      const response = await send('once');
      return response.status === 200 ? response : null;
    });
    expect(again.headers.get('x-tollgate-idempotent-replay')).toBe('true');
    expect(await again.text()).toBe(original);
    expect((await send('twice')).status).toBe(422);
    await waitFor(
      'the facts of every request',
      () => [...sink.requests.values()].filter((request) => request.keyId === keyId).length >= 22,
    );
    expect([...sink.attempts.values()].filter((attempt) => attempt.keyId === keyId)).toHaveLength(1);
  });
});
