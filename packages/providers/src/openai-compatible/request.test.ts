import type { ChatRequest } from '@tollgate/core/chat/request';
import { describe, expect, test } from 'vitest';
import type { ChatApi } from '../adapter.ts';
import { adapterFor } from '../registry.ts';
import { DEFAULT_QUIRKS } from './quirks.ts';
import { buildBody } from './request.ts';

const plain: ChatRequest = {
  dialect: 'openai-chat',
  model: 'smart',
  messages: [{ role: 'user', content: [{ type: 'text', text: 'Hello' }] }],
  stream: false,
  includeUsage: false,
  extra: {},
};
const build = (request: Partial<ChatRequest>, quirks = {}) => buildBody({ ...plain, ...request }, 'm-1', { ...DEFAULT_QUIRKS, ...quirks });

describe('the body for a server of OpenAI’s dialect', () => {
  test('names the target’s model and nothing that was not asked for', () => {
    expect(build({})).toEqual({ body: { model: 'm-1', messages: [{ role: 'user', content: 'Hello' }] }, warnings: [] });
  });

  test('asks for usage on every stream, also when the caller did not', () => {
    expect(build({ stream: true }).body).toMatchObject({ stream: true, stream_options: { include_usage: true } });
    expect(build({ stream: true }, { hasStreamOptions: false }).body).not.toHaveProperty('stream_options');
  });

  test('carries tools with their whole schema, the choice, and a tool that is no function as it came', () => {
    const parameters = { type: 'object', properties: { a: { type: 'string' } } };
    const raw = { type: 'custom', custom: { name: 'grep' } };
    const tools = [
      { name: 'f', description: 'd', parameters, strict: true },
      { name: 'grep', raw },
    ];
    expect(build({ tools, toolChoice: { type: 'tool', name: 'f' }, parallelToolCalls: false }).body).toMatchObject({
      tools: [{ type: 'function', function: { name: 'f', description: 'd', parameters, strict: true } }, raw],
      tool_choice: { type: 'function', function: { name: 'f' } },
      parallel_tool_calls: false,
    });
  });

  test('carries calls and their results', () => {
    const messages: ChatRequest['messages'] = [
      { role: 'assistant', content: [], toolCalls: [{ id: 'c', name: 'f', arguments: '{}' }] },
      { role: 'tool', toolCallId: 'c', content: [{ type: 'text', text: '42' }] },
    ];
    expect(build({ messages }).body['messages']).toEqual([
      { role: 'assistant', content: null, tool_calls: [{ id: 'c', type: 'function', function: { name: 'f', arguments: '{}' } }] },
      { role: 'tool', content: '42', tool_call_id: 'c' },
    ]);
  });

  test('passes unknown fields on but never lets them replace known ones', () => {
    expect(build({ extra: { service_tier: 'flex', model: 'other' } }).body).toMatchObject({ service_tier: 'flex', model: 'm-1' });
  });

  test('writes developer as system for a server that knows no developer', () => {
    const messages: ChatRequest['messages'] = [{ role: 'developer', content: [{ type: 'text', text: 'x' }] }];
    expect(build({ messages }).body['messages']).toEqual([{ role: 'system', content: 'x' }]);
    expect(build({ messages }, { hasDeveloperRole: true }).body['messages']).toEqual([{ role: 'developer', content: 'x' }]);
  });

  test('names what it leaves out', () => {
    const content = [{ type: 'text' as const, text: 'x', cacheControl: {} }];
    const messages: ChatRequest['messages'] = [
      { role: 'user', content },
      { role: 'assistant', content, toolCalls: [], reasoning: [{ text: 'Hm.' }] },
    ];
    const { warnings } = build({ messages, topK: 3 }, { reasoningField: null, unsupported: ['top_k'] });
    expect(warnings.toSorted()).toEqual(['cache_control', 'reasoning_content', 'top_k']);
  });

  test('describes a schema to a server that takes only json_object, and says so', () => {
    const schema = { type: 'object' };
    const { body, warnings } = build({ responseFormat: { type: 'json_schema', name: 'n', schema } }, { hasJsonSchema: false });
    expect(body['response_format']).toEqual({ type: 'json_object' });
    expect(JSON.stringify(body['messages'])).toContain('JSON Schema');
    expect(warnings).toEqual(['response_format']);
  });

  test('keeps metadata to the gateway unless the caller stores the answer at OpenAI', () => {
    expect(build({ metadata: { a: 'b' } }).body).not.toHaveProperty('metadata');
    expect(build({ metadata: { a: 'b' }, extra: { store: true } }).body).toMatchObject({ metadata: { a: 'b' } });
  });
});

const TARGET = { model: 'm', settings: {} };
function chatOf(provider: string): ChatApi {
  const adapter = adapterFor(provider);
  if (adapter === undefined) throw new Error(provider);
  return adapter.chat;
}

test('OpenAI gets the newer name of the output limit, others the one that all know', () => {
  const limitOf = (provider: string) => JSON.parse(chatOf(provider).buildBody({ ...plain, maxOutputTokens: 9 }, TARGET).body);
  expect(limitOf('openai')).toMatchObject({ max_completion_tokens: 9 });
  expect(limitOf('together')).toMatchObject({ max_tokens: 9 });
});

test('Mistral gets no field that it would refuse the whole request for', () => {
  const request: ChatRequest = { ...plain, stream: true, seed: 1, user: 'u', logprobs: true, maxOutputTokens: 5 };
  const built = chatOf('mistral').buildBody(request, TARGET);
  const { messages: _, ...fields } = JSON.parse(built.body);
  expect(fields).toEqual({ model: 'm', stream: true, random_seed: 1, max_tokens: 5 });
  expect(built.warnings).toEqual(['user', 'logprobs']);
});

test('a server without a secret gets no authorization header', () => {
  const headers = (provider: string, secret: string) => {
    const proof = adapterFor(provider)?.authentication({});
    return proof?.scheme === 'header' ? proof.headers(secret) : null;
  };
  expect(headers('ollama', '')).toEqual({});
  expect(headers('openai', 'key')).toEqual({ authorization: 'Bearer key' });
});

test('what another dialect’s caller said in words of that dialect is named and left out', () => {
  const part = { type: 'other' as const, raw: { type: 'container_upload' } };
  const built = build({
    dialect: 'anthropic-messages',
    messages: [{ role: 'user', content: [{ type: 'text', text: 'a' }, part], extra: { x: 1 } }],
    tools: [{ name: 'web_search', raw: { type: 'web_search_20250305' } }],
    extra: { mcp_servers: [] },
  });
  expect(built.body['messages']).toEqual([{ role: 'user', content: [{ type: 'text', text: 'a' }] }]);
  expect(built.body).not.toHaveProperty('mcp_servers');
  expect(built.warnings).toEqual(['container_upload', 'x', 'tools.web_search_20250305', 'mcp_servers']);
});
