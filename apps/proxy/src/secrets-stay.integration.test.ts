import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { connectRedis, type Redis } from '@tollgate/redis/client';
import { EPOCH_KEY } from '@tollgate/redis/keys';
import { testKeyEncryptionKey } from '@tollgate/testing/key-encryption-key';
import { startProxyProcess, startSimulatorProcess, type ProxyProcess } from '@tollgate/testing/proxy-process';
import { startRedis, type TestRedis } from '@tollgate/testing/redis';
import { waitFor } from '@tollgate/testing/wait-for';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { publishTestTenant, type TestTenant } from './testing/test-tenant.ts';

const SECRET = 'sk-canary-credential-0123456789abcdef';
const PROJECT_KEY = 'canary-project-key-0123456789abcdefgh';
const PROMPT = 'canary-prompt-text';
const ANSWER = 'canary-answer-text';

const keyEncryptionKey = testKeyEncryptionKey();
const home = mkdtempSync(join(tmpdir(), 'tollgate-canary-'));
let server: TestRedis;
let redis: Redis;
let simulator: Awaited<ReturnType<typeof startSimulatorProcess>>;
let upstream: Server;
let proxy: ProxyProcess;
let made: TestTenant;

/** What an upstream that means harm, or is broken, answers: it knows the secret and the prompt and repeats both. */
const BEHAVIOURS: Record<string, (request: IncomingMessage, response: ServerResponse, body: string) => void> = {
  ok: (_request, response) => {
    response.writeHead(200, { 'content-type': 'application/json' });
    response.end(
      JSON.stringify({
        id: 'c',
        object: 'chat.completion',
        choices: [{ index: 0, message: { role: 'assistant', content: ANSWER }, finish_reason: 'stop' }],
      }),
    );
  },
  unauthorized: (request, response) => {
    response.writeHead(401, { 'content-type': 'application/json' });
    response.end(
      JSON.stringify({
        error: { message: `Incorrect API key provided: ${String(request.headers.authorization)}`, code: 'invalid_api_key' },
      }),
    );
  },
  'not-found': (request, response) => {
    response.writeHead(404, { 'content-type': 'application/json' });
    response.end(JSON.stringify({ error: { message: `No such model for ${String(request.headers.authorization)}` } }));
  },
  'server-error': (request, response) => {
    response.writeHead(500, { 'content-type': 'text/html' });
    response.end(`<html><title>500 for ${String(request.headers.authorization)}</title></html>`);
  },
  garbage: (request, response) => {
    response.writeHead(200, { 'content-type': 'text/html' });
    response.end(`<html>${String(request.headers.authorization)}</html>`);
  },
  'not-json': (request, response) => {
    response.writeHead(200, { 'content-type': 'application/json' });
    response.end(`{"choices": ${String(request.headers.authorization)}`);
  },
  redirect: (_request, response) => {
    response.writeHead(302, { location: 'http://127.0.0.1:1/elsewhere' });
    response.end();
  },
  reset: (request) => void request.socket.destroy(),
  stall: () => undefined,
  'cut-stream': (request, response) => {
    response.writeHead(200, { 'content-type': 'text/event-stream' });
    response.write(`data: ${JSON.stringify({ choices: [{ index: 0, delta: { content: 'a' }, finish_reason: null }] })}\n\n`);
    setImmediate(() => request.socket.destroy());
  },
  'error-in-stream': (request, response) => {
    response.writeHead(200, { 'content-type': 'text/event-stream' });
    response.write(`data: ${JSON.stringify({ choices: [{ index: 0, delta: { content: 'a' }, finish_reason: null }] })}\n\n`);
    response.end(`data: ${JSON.stringify({ error: { message: `Bad key ${String(request.headers.authorization)}`, code: 'x' } })}\n\n`);
  },
};

beforeAll(async () => {
  server = await startRedis();
  redis = connectRedis(server.url, { name: 'test' });
  await waitFor('Redis', () => redis.status === 'ready');
  await redis.set(EPOCH_KEY, 'test');
  simulator = await startSimulatorProcess();
  upstream = createServer((request, response) => {
    let body = '';
    request.on('data', (part) => (body += String(part)));
    request.on('end', () => (BEHAVIOURS[request.url?.split('/')[1] ?? ''] ?? BEHAVIOURS['garbage'])?.(request, response, body));
  });
  await new Promise<void>((resolve) => void upstream.listen(0, '127.0.0.1', resolve));
  const url = `http://127.0.0.1:${(upstream.address() as AddressInfo).port}`;
  const credentials = [
    ...Object.keys(BEHAVIOURS).map((name) => ({ name, baseUrl: `${url}/${name}` })),
    { name: 'refused', baseUrl: 'http://127.0.0.1:1' },
    { name: 'unknown-host', baseUrl: 'https://no-such-host.invalid/v1' },
    { name: 'no-tls', baseUrl: url.replace('http:', 'https:') },
  ].map((credential) => ({ ...credential, provider: 'openai', secret: SECRET }));
  made = await publishTestTenant(redis, { keyEncryptionKey, key: PROJECT_KEY, credentials, content: { keep: 'full', days: 1 } });
  proxy = await startProxyProcess({
    redisUrl: server.url,
    home,
    simulatorUrl: simulator.url,
    keyEncryptionKey,
    environment: { LOG_LEVEL: 'trace' },
  });
});
afterAll(async () => {
  await proxy.stop();
  upstream.close();
  upstream.closeAllConnections();
  await simulator.stop();
  redis.disconnect();
  await server.stop();
  rmSync(home, { recursive: true, force: true });
});

async function ask(credential: string, stream: boolean, key = PROJECT_KEY): Promise<{ status: number; text: string }> {
  const response = await fetch(`${proxy.url}/v1/chat/completions`, {
    method: 'POST',
    headers: {
      authorization: `Bearer ${key}`,
      'content-type': 'application/json',
      'x-tollgate-timeout-ms': credential === 'stall' ? '500' : '20000',
    },
    body: JSON.stringify({ model: `${credential}/m`, stream, messages: [{ role: 'user', content: PROMPT }] }),
  });
  return { status: response.status, text: JSON.stringify([...response.headers]) + (await response.text()) };
}

const FAILURES = [...Object.keys(BEHAVIOURS).filter((name) => name !== 'ok'), 'refused', 'unknown-host', 'no-tls'];

test.each(FAILURES.flatMap((name) => [[name, false] as const, [name, true] as const]))(
  'an upstream that fails by %s (streamed: %s) makes nobody repeat a secret or a prompt',
  async (name, stream) => {
    const { status, text } = await ask(name, stream);
    expect(status === 200 ? text : status).toSatisfy((told: unknown) => typeof told === 'number' || String(told).includes('"error"'));
    for (const canary of [SECRET, PROJECT_KEY, PROMPT]) expect(text).not.toContain(canary);
    expect(text).not.toMatch(/at \w+.*\.ts:\d+/);
  },
);

test('what the proxy prints at its most talkative, tells in metrics and keeps on disk holds no secret, no key, no prompt and no answer', async () => {
  const answered = await ask('ok', false);
  expect([answered.status, answered.text.includes(ANSWER)]).toEqual([200, true]);
  expect((await ask('ok', false, `${PROJECT_KEY}-wrong`)).status).toBe(401);
  const metrics = await (await fetch(`${proxy.metricsUrl}/metrics`)).text();
  const printed = proxy.output();
  expect(printed).toContain('proxy ready');
  const onDisk = readdirSync(home, { recursive: true })
    .map((name) => join(home, String(name)))
    .filter((path) => statSync(path).isFile())
    .map((path) => readFileSync(path, 'latin1'));
  expect(onDisk.some((text) => text.includes(made.keyId))).toBe(true);
  for (const canary of [SECRET, PROJECT_KEY, PROMPT, ANSWER]) {
    for (const text of [printed, metrics, ...onDisk]) expect(text).not.toContain(canary);
  }
});

test('what waits in Redis for the worker holds none of them either: contents travel sealed', async () => {
  await waitFor('the contents', async () => (await redis.keys('bull:store-content:*')).some((key) => key.includes('con_')));
  for (const key of await redis.keys('*')) {
    const type = await redis.type(key);
    const text = type === 'hash' ? JSON.stringify(await redis.hgetall(key)) : type === 'string' ? ((await redis.get(key)) ?? '') : key;
    for (const canary of [SECRET, PROJECT_KEY, PROMPT, ANSWER]) expect(text).not.toContain(canary);
  }
});
