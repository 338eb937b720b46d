import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Anthropic from '@anthropic-ai/sdk';
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
const home = mkdtempSync(join(tmpdir(), 'tollgate-dialects-'));
let server: TestRedis;
let redis: Redis;
let simulator: Awaited<ReturnType<typeof startSimulatorProcess>>;
let proxy: ProxyProcess;
let sink: UsageSink;
let anthropic: Anthropic;
let openai: OpenAI;

beforeAll(async () => {
  server = await startRedis();
  redis = connectRedis(server.url, { name: 'test' });
  await waitFor('Redis', () => redis.status === 'ready');
  await redis.set(EPOCH_KEY, 'test');
  simulator = await startSimulatorProcess();
  sink = collectUsage(server.url, redis);
  proxy = await startProxyProcess({ redisUrl: server.url, home, simulatorUrl: simulator.url, keyEncryptionKey });
  const { key } = await publishTestTenant(redis, {
    keyEncryptionKey,
    routes: {
      smart: [
        { credential: 'sim', model: 'server-error' },
        { credential: 'sim', model: 'echo' },
      ],
    },
  });
  anthropic = new Anthropic({ apiKey: key, baseURL: proxy.url, maxRetries: 0 });
  openai = new OpenAI({ apiKey: key, baseURL: `${proxy.url}/v1`, maxRetries: 0 });
});

afterAll(async () => {
  await proxy.stop();
  await simulator.stop();
  await sink.close();
  redis.disconnect();
  await server.stop();
  rmSync(home, { recursive: true, force: true });
});

const hello = [{ role: 'user' as const, content: 'Hello from a test' }];
const WEATHER = {
  name: 'get_weather',
  description: 'Weather',
  input_schema: { type: 'object' as const, properties: { city: { type: 'string' } } },
};

describe('Anthropic’s own client', () => {
  it('is answered by any provider, past one that fails twice, and the call is in the ledger', async () => {
    const { data, response } = await anthropic.messages.create({ model: 'smart', max_tokens: 100, messages: hello }).withResponse();
    expect(data).toMatchObject({
      type: 'message',
      role: 'assistant',
      stop_reason: 'end_turn',
      content: [{ type: 'text', text: 'Hello from a test' }],
    });
    expect(data.usage.input_tokens).toBeGreaterThan(0);
    expect(response.headers.get('x-tollgate-attempts')).toBe('3');
    const requestId = response.headers.get('x-request-id') ?? '';
    expect(await waitFor('the fact', () => sink.requests.get(requestId))).toMatchObject({
      status: 200,
      attempts: 3,
      requestedModel: 'smart',
    });
  });

  it('streams into its own helper, text and tool calls', async () => {
    const stream = anthropic.messages.stream({ model: 'smart', max_tokens: 100, messages: hello });
    expect(await stream.finalText()).toBe('Hello from a test');
    const calling = anthropic.messages.stream({ model: 'sim/tool-call', max_tokens: 100, messages: hello, tools: [WEATHER] });
    const message = await calling.finalMessage();
    expect(message.stop_reason).toBe('tool_use');
    expect(message.content.some((block) => block.type === 'tool_use')).toBe(true);
  });

  it('learns of an error in its own words, before a stream and in the middle of one', async () => {
    await expect(anthropic.messages.create({ model: 'nobody/nothing', max_tokens: 9, messages: hello })).rejects.toMatchObject({
      status: 404,
      error: { type: 'error', error: { type: 'not_found_error' } },
    });
    await expect(anthropic.messages.create({ model: 'smart', messages: hello } as never)).rejects.toMatchObject({
      status: 400,
      error: { error: { type: 'invalid_request_error' } },
    });
    const cut = anthropic.messages.stream({ model: 'sim/cut', max_tokens: 100, messages: hello });
    await expect(cut.finalMessage()).rejects.toMatchObject({ error: { type: 'error' } });
  });

  it('gets a count of tokens that says it is an estimate', async () => {
    const { data, response } = await anthropic.messages.countTokens({ model: 'smart', messages: hello }).withResponse();
    expect(data.input_tokens).toBeGreaterThan(0);
    expect(response.headers.get('x-tollgate-estimated')).toBe('true');
  });
});

describe('OpenAI’s client on Responses', () => {
  it('is answered by any provider, whole and streamed', async () => {
    const whole = await openai.responses.create({ model: 'smart', input: 'Hello from a test' });
    expect([whole.status, whole.output_text]).toEqual(['completed', 'Hello from a test']);
    expect(whole.usage?.total_tokens).toBeGreaterThan(0);
    const types: string[] = [];
    let text = '';
    for await (const event of await openai.responses.create({ model: 'smart', input: 'Hello again', stream: true })) {
      types.push(event.type);
      if (event.type === 'response.output_text.delta') text += event.delta;
    }
    expect([text, types[0], types.at(-1)]).toEqual(['Hello again', 'response.created', 'response.completed']);
  });

  it('calls tools', async () => {
    const tools = [{ type: 'function' as const, name: 'get_weather', parameters: { type: 'object' }, strict: false }];
    const answer = await openai.responses.create({ model: 'sim/tool-call', input: 'Weather?', tools });
    expect(answer.output.some((item) => item.type === 'function_call')).toBe(true);
  });

  it('is told that an answer stored elsewhere cannot be continued here', async () => {
    await expect(openai.responses.create({ model: 'smart', input: 'On', previous_response_id: 'resp_1' })).rejects.toMatchObject({
      status: 400,
      code: 'previous_response_not_found',
      param: 'previous_response_id',
    });
  });
});
