import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createAnthropic } from '@ai-sdk/anthropic';
import { createOpenAI } from '@ai-sdk/openai';
import { createOpenAICompatible } from '@ai-sdk/openai-compatible';
import { HumanMessage } from '@langchain/core/messages';
import { ChatOpenAI } from '@langchain/openai';
import { connectRedis, type Redis } from '@tollgate/redis/client';
import { EPOCH_KEY } from '@tollgate/redis/keys';
import { testKeyEncryptionKey } from '@tollgate/testing/key-encryption-key';
import { startProxyProcess, startSimulatorProcess, type ProxyProcess } from '@tollgate/testing/proxy-process';
import { startRedis, type TestRedis } from '@tollgate/testing/redis';
import { waitFor } from '@tollgate/testing/wait-for';
import { generateText, jsonSchema, streamText, type LanguageModel, type ToolSet } from 'ai';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { publishTestTenant } from '../testing/test-tenant.ts';

const keyEncryptionKey = testKeyEncryptionKey();
const home = mkdtempSync(join(tmpdir(), 'tollgate-clients-'));
let server: TestRedis;
let redis: Redis;
let simulator: Awaited<ReturnType<typeof startSimulatorProcess>>;
let proxy: ProxyProcess;
let key: string;

beforeAll(async () => {
  server = await startRedis();
  redis = connectRedis(server.url, { name: 'test' });
  await waitFor('Redis', () => redis.status === 'ready');
  await redis.set(EPOCH_KEY, 'test');
  simulator = await startSimulatorProcess();
  proxy = await startProxyProcess({ redisUrl: server.url, home, simulatorUrl: simulator.url, keyEncryptionKey });
  ({ key } = await publishTestTenant(redis, { keyEncryptionKey }));
});

afterAll(async () => {
  await proxy.stop();
  await simulator.stop();
  redis.disconnect();
  await server.stop();
  rmSync(home, { recursive: true, force: true });
});

/** Each speaks another dialect to the same model. */
const MODELS: [string, (model: string) => LanguageModel][] = [
  ['@ai-sdk/openai on Responses', (model) => createOpenAI({ apiKey: key, baseURL: `${proxy.url}/v1` })(model)],
  ['@ai-sdk/openai on chat', (model) => createOpenAI({ apiKey: key, baseURL: `${proxy.url}/v1` }).chat(model)],
  [
    '@ai-sdk/openai-compatible',
    (model) => createOpenAICompatible({ name: 'tollgate', apiKey: key, baseURL: `${proxy.url}/v1`, includeUsage: true })(model),
  ],
  ['@ai-sdk/anthropic', (model) => createAnthropic({ apiKey: key, baseURL: `${proxy.url}/v1` })(model)],
];

describe.each(MODELS)('the AI SDK through %s', (_name, model) => {
  it('gets a text, a stream of it, and its usage', async () => {
    const whole = await generateText({ model: model('sim/echo'), prompt: 'Hello from a test', maxRetries: 0 });
    expect(whole.text).toBe('Hello from a test');
    expect(whole.finishReason).toBe('stop');
    expect(whole.usage.inputTokens).toBeGreaterThan(0);
    const streamed = streamText({ model: model('sim/echo'), prompt: 'Hello again', maxRetries: 0 });
    let text = '';
    for await (const piece of streamed.textStream) text += piece;
    expect(text).toBe('Hello again');
    expect((await streamed.usage).outputTokens).toBeGreaterThan(0);
  });

  it('calls a tool with arguments that fit its schema', async () => {
    const schema = { type: 'object' as const, properties: { city: { type: 'string' as const } }, required: ['city'] };
    const tools: ToolSet = { weather: { description: 'Weather of a city', inputSchema: jsonSchema<never>(schema) } };
    const { toolCalls } = await generateText({ model: model('sim/tool-call'), prompt: 'Weather?', tools, maxRetries: 0 });
    expect(toolCalls).toMatchObject([{ toolName: 'weather', input: { city: expect.any(String) } }]);
  });
});

it('LangChain’s ChatOpenAI invokes and streams', async () => {
  const chat = new ChatOpenAI({ apiKey: key, model: 'sim/echo', maxRetries: 0, configuration: { baseURL: `${proxy.url}/v1` } });
  expect((await chat.invoke([new HumanMessage('Hello from a chain')])).text).toBe('Hello from a chain');
  let text = '';
  for await (const chunk of await chat.stream([new HumanMessage('Hello again')])) text += chunk.text;
  expect(text).toBe('Hello again');
});
