import { mkdtempSync, rmSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { priceRowSchema } from '@tollgate/core/pricing/price-row';
import { connectRedis, type Redis } from '@tollgate/redis/client';
import { EPOCH_KEY } from '@tollgate/redis/keys';
import { testKeyEncryptionKey } from '@tollgate/testing/key-encryption-key';
import { startProxyProcess, startSimulatorProcess, type ProxyProcess } from '@tollgate/testing/proxy-process';
import { startRedis, type TestRedis } from '@tollgate/testing/redis';
import { waitFor } from '@tollgate/testing/wait-for';
import OpenAI from 'openai';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { publishTestTenant } from '../testing/test-tenant.ts';
import { collectUsage, type UsageSink } from '../testing/usage-sink.ts';

const keyEncryptionKey = testKeyEncryptionKey();
const home = mkdtempSync(join(tmpdir(), 'tollgate-endpoints-'));
const SOUND = Buffer.from([0xff, 0xfb, 0x00, 0x80, 0xc3, 0x28]);
let server: TestRedis;
let redis: Redis;
let simulator: Awaited<ReturnType<typeof startSimulatorProcess>>;
let proxy: ProxyProcess;
let sink: UsageSink;
let upstream: Server;
let client: OpenAI;
const seen: { path: string; body: Record<string, unknown> }[] = [];

/** Speaks OpenAI's other endpoints. */
function answerOf(path: string, body: Record<string, unknown>): { type: string; body: string | Buffer } {
  const json = (value: object) => ({ type: 'application/json', body: JSON.stringify(value) });
  switch (path) {
    case '/v1/embeddings': {
      const vector = new Float32Array([0.25, -1]);
      const embedding = body['encoding_format'] === 'base64' ? Buffer.from(vector.buffer).toString('base64') : [...vector];
      return json({
        object: 'list',
        model: body['model'],
        data: [{ object: 'embedding', index: 0, embedding }],
        usage: { prompt_tokens: 4, total_tokens: 4 },
      });
    }
    case '/v1/moderations':
      return json({ id: 'modr-1', model: body['model'], results: [{ flagged: false, categories: {}, category_scores: {} }] });
    case '/v1/images/generations':
      return json({ created: 1, data: [{ b64_json: 'AA==' }, { b64_json: 'AA==' }] });
    case '/v1/audio/speech':
      return { type: 'audio/mpeg', body: SOUND };
    case '/v1/completions': {
      if (body['stream'] !== true)
        return json({
          id: 'cmpl-1',
          object: 'text_completion',
          created: 1,
          model: 'm',
          choices: [{ index: 0, text: 'on', logprobs: null, finish_reason: 'stop' }],
          usage: { prompt_tokens: 2, completion_tokens: 1, total_tokens: 3 },
        });
      const chunk = (fields: object) =>
        `data: ${JSON.stringify({ id: 'cmpl-1', object: 'text_completion', created: 1, model: 'm', ...fields })}\n\n`;
      const text = [
        chunk({ choices: [{ index: 0, text: 'go', logprobs: null, finish_reason: null }] }),
        chunk({ choices: [{ index: 0, text: ' on', logprobs: null, finish_reason: 'stop' }] }),
        chunk({ choices: [], usage: { prompt_tokens: 2, completion_tokens: 2, total_tokens: 4 } }),
        'data: [DONE]\n\n',
      ];
      return { type: 'text/event-stream', body: text.join('') };
    }
    default:
      return json({});
  }
}

beforeAll(async () => {
  upstream = createServer((request, response) => {
    const parts: Buffer[] = [];
    request.on('data', (part: Buffer) => parts.push(part));
    request.on('end', () => {
      const body = JSON.parse(Buffer.concat(parts).toString('utf8')) as Record<string, unknown>;
      seen.push({ path: request.url ?? '', body });
      const answer = answerOf(request.url ?? '', body);
      response.writeHead(200, { 'content-type': answer.type });
      response.end(answer.body);
    });
  });
  await new Promise<void>((resolve) => upstream.listen(0, '127.0.0.1', resolve));
  server = await startRedis();
  redis = connectRedis(server.url, { name: 'test' });
  await waitFor('Redis', () => redis.status === 'ready');
  await redis.set(EPOCH_KEY, 'test');
  simulator = await startSimulatorProcess();
  sink = collectUsage(server.url, redis);
  proxy = await startProxyProcess({ redisUrl: server.url, home, simulatorUrl: simulator.url, keyEncryptionKey });
  const baseUrl = `http://127.0.0.1:${(upstream.address() as AddressInfo).port}/v1`;
  const price = (model: string, rates: object) =>
    priceRowSchema.parse({
      id: `openai/${model}@2025-01-01`,
      provider: 'openai',
      model,
      effectiveFrom: '2025-01-01',
      source: 'test',
      rates,
    });
  const { key } = await publishTestTenant(redis, {
    keyEncryptionKey,
    credentials: [
      { name: 'main', provider: 'openai', baseUrl, secret: 'sk-up' },
      { name: 'claude', provider: 'anthropic', baseUrl, secret: 'sk-up' },
    ],
    routes: {
      vectors: [
        { credential: 'claude', model: 'claude-x' },
        { credential: 'main', model: 'embed-1' },
      ],
    },
    prices: [price('embed-1', { input: '1000000', output: '0' }), price('draw-1', { input: '0', output: '0', image: '40000000000' })],
  });
  client = new OpenAI({ apiKey: key, baseURL: `${proxy.url}/v1`, maxRetries: 0 });
});

afterAll(async () => {
  await proxy.stop();
  await simulator.stop();
  await sink.close();
  redis.disconnect();
  await server.stop();
  upstream.close();
  upstream.closeAllConnections();
  rmSync(home, { recursive: true, force: true });
});

async function costOf(response: Response): Promise<string | null | undefined> {
  const requestId = response.headers.get('x-request-id') ?? '';
  const attempt = await waitFor('the fact', () => [...sink.attempts.values()].find((fact) => fact.requestId === requestId));
  return attempt.costPico;
}

describe('endpoints beside chat, with the official client', () => {
  it('embeddings come as numbers and as the base64 that the client asks for by itself, metered, past a target that has none', async () => {
    const { data, response } = await client.embeddings.create({ model: 'vectors', input: ['a'] }).withResponse();
    expect(data.data[0]?.embedding).toEqual([0.25, -1]);
    expect(seen.at(-1)).toMatchObject({ path: '/v1/embeddings', body: { model: 'embed-1', input: ['a'], encoding_format: 'base64' } });
    expect(response.headers.get('x-tollgate-model')).toBe('embed-1');
    expect(await costOf(response)).toBe('4000000');
    const plain = await client.embeddings.create({ model: 'main/embed-1', input: 'a', encoding_format: 'float' });
    expect(plain.data[0]?.embedding).toEqual([0.25, -1]);
  });

  it('images are counted one by one where the provider counts no tokens', async () => {
    const { response } = await client.images.generate({ model: 'main/draw-1', prompt: 'a gate', n: 2 }).withResponse();
    expect(await costOf(response)).toBe('80000000000');
  });

  it('moderations and sound pass as they came', async () => {
    expect((await client.moderations.create({ model: 'main/mod-1', input: 'a' })).results[0]?.flagged).toBe(false);
    const sound = await client.audio.speech.create({ model: 'main/say-1', voice: 'alloy', input: 'Hello' });
    expect(sound.headers.get('content-type')).toBe('audio/mpeg');
    expect(Buffer.from(await sound.arrayBuffer())).toEqual(SOUND);
    const calls = seen.length;
    for (let repeat = 0; repeat < 2; repeat++) {
      const options = { headers: { 'idempotency-key': 'say-once' } };
      const once = await client.audio.speech.create({ model: 'main/say-1', voice: 'alloy', input: 'Again' }, options);
      expect([once.headers.get('content-type'), Buffer.from(await once.arrayBuffer())]).toEqual(['audio/mpeg', SOUND]);
    }
    expect(seen).toHaveLength(calls + 1);
  });

  it('a prompt is continued by a provider that does so, streamed and not, and answered in chat by one that does not', async () => {
    const whole = await client.completions.create({ model: 'main/base-1', prompt: 'go' });
    expect([whole.choices[0]?.text, seen.at(-1)?.path]).toEqual(['on', '/v1/completions']);
    let text = '';
    for await (const chunk of await client.completions.create({ model: 'main/base-1', prompt: 'go', stream: true })) {
      expect(chunk.choices).toHaveLength(1);
      text += chunk.choices[0]?.text;
    }
    expect(text).toBe('go on');
    const chatted = await client.completions.create({ model: 'sim/echo', prompt: 'Hello from a prompt' });
    expect(chatted).toMatchObject({ object: 'text_completion', choices: [{ text: 'Hello from a prompt', finish_reason: 'stop' }] });
    let streamed = '';
    for await (const chunk of await client.completions.create({ model: 'sim/echo', prompt: 'Hello again', stream: true }))
      streamed += chunk.choices[0]?.text ?? '';
    expect(streamed).toBe('Hello again');
  });

  it('what no target can do is refused before anything is sent', async () => {
    const before = seen.length;
    await expect(client.embeddings.create({ model: 'claude/claude-x', input: 'a' })).rejects.toMatchObject({
      status: 400,
      code: 'endpoint_not_supported',
      param: 'model',
    });
    await expect(client.embeddings.create({ model: 'main/embed-1' } as never)).rejects.toMatchObject({ status: 400, param: 'input' });
    expect(seen).toHaveLength(before);
  });
});
