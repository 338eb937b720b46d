import { anthropicMessages } from '@tollgate/core/chat/anthropic/index';
import type { FrontDialect } from '@tollgate/core/chat/front-dialect';
import { openAiChat } from '@tollgate/core/chat/openai/index';
import type { ChatRequest, ContentPart, Message, ReasoningPart } from '@tollgate/core/chat/request';
import { openAiResponses } from '@tollgate/core/chat/responses/index';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { ChatApi } from './adapter.ts';
import { messagesApi } from './anthropic/index.ts';
import { callerField } from './caller-field.ts';
import { openAiAdapter } from './openai/index.ts';
import { createResponsesApi } from './openai-responses/index.ts';

/** What goes in through a front dialect comes out of a wire dialect, or a warning names it. */
const FRONTS: FrontDialect[] = [openAiChat, openAiResponses, anthropicMessages];
const WIRES: { front: FrontDialect; api: ChatApi; model: string }[] = [
  { front: openAiChat, api: openAiAdapter.chat, model: 'gpt-5.2' },
  { front: openAiResponses, api: createResponsesApi(), model: 'gpt-5.2' },
  { front: anthropicMessages, api: messagesApi, model: 'claude-sonnet-4-6' },
];

const word = fc.stringMatching(/^[a-z]{1,8}$/);
const text = fc.string({ minLength: 1, maxLength: 20, unit: 'grapheme' }).filter((said) => said.trim() === said && said !== '');
const id = fc.stringMatching(/^call_[a-z0-9]{6,12}$/);
const mark = fc.option(fc.constantFrom({}, { ttl: '1h' as const }), { nil: undefined, freq: 5 });
const withMark = <Part extends ContentPart>(part: Part, cacheControl: object | undefined): Part =>
  cacheControl === undefined ? part : { ...part, cacheControl };

const textPart = fc.tuple(text, mark).map(([said, cache]): ContentPart => withMark({ type: 'text', text: said }, cache));
const imagePart = fc.constantFrom<ContentPart>(
  { type: 'image', url: 'https://example.com/a.png' },
  { type: 'image', url: 'data:image/png;base64,aGk=' },
);
const pdfPart = fc.constant<ContentPart>({ type: 'file', data: 'data:application/pdf;base64,aGk=', filename: 'a.pdf' });
const reasoning = fc.constantFrom<ReasoningPart[]>(
  [{ text: 'mine', signature: 'c2ln', format: 'anthropic-claude-v1' }],
  [{ text: '', encrypted: 'cmVk', format: 'anthropic-claude-v1' }],
  [{ text: 'sum', encrypted: 'ZW5j', format: 'openai-responses-v1', id: 'rs_1', isSummary: true }],
  [
    { text: 'one', format: 'openai-responses-v1', id: 'rs_2', isSummary: true },
    { text: 'two', encrypted: 'ZW5j', format: 'openai-responses-v1', id: 'rs_2', isSummary: true },
  ],
  [{ text: 'hm', signature: 'Z2Vt', format: 'google-gemini-v1' }],
);
const schema = fc.constantFrom<Record<string, unknown>>(
  { type: 'object', properties: { a: { type: 'string' } }, required: ['a'], additionalProperties: false },
  { type: 'object', properties: { a: { type: 'array', items: { type: 'number' } } }, additionalProperties: false },
);

/** A turn: what the user says, calls of the model with their results, what the model says. */
const turn = fc
  .record({
    user: fc.array(fc.oneof({ weight: 4, arbitrary: textPart }, imagePart, pdfPart), { minLength: 1, maxLength: 3 }),
    ids: fc.uniqueArray(id, { maxLength: 3 }),
    name: word,
    args: fc.dictionary(word, fc.jsonValue({ maxDepth: 1 }), { maxKeys: 2 }),
    result: text,
    answer: text,
    thought: fc.option(reasoning, { nil: undefined }),
  })
  .map(({ user, ids, name, args, result, answer, thought }): Message[] => {
    const calls: Message = {
      role: 'assistant',
      content: [],
      toolCalls: ids.map((callId) => ({ id: callId, name, arguments: JSON.stringify(args) })),
    };
    const answered: Message = { role: 'assistant', content: [{ type: 'text', text: answer }], toolCalls: [] };
    const first = ids.length > 0 ? calls : answered;
    if (thought !== undefined && first.role === 'assistant') first.reasoning = thought;
    const results = ids.map((toolCallId): Message => ({ role: 'tool', toolCallId, content: [{ type: 'text', text: result }] }));
    return [{ role: 'user', content: user }, ...(ids.length > 0 ? [calls, ...results] : []), answered];
  });

const optional = <Value>(value: fc.Arbitrary<Value>): fc.Arbitrary<Value | undefined> => fc.option(value, { nil: undefined });
const requests = fc
  .record({
    system: optional(text),
    turns: fc.array(turn, { maxLength: 2 }),
    last: text,
    tools: fc.uniqueArray(fc.record({ name: word, description: text, parameters: schema, strict: fc.boolean() }), {
      maxLength: 3,
      selector: ({ name }) => name,
    }),
    choice: optional(fc.constantFrom('auto' as const, 'none' as const, 'required' as const)),
    parallelToolCalls: optional(fc.boolean()),
    maxOutputTokens: optional(fc.integer({ min: 100, max: 4_000 })),
    temperature: optional(fc.constantFrom(0, 0.5, 1, 1.5)),
    topP: optional(fc.constantFrom(0.1, 0.9)),
    stop: optional(fc.array(word, { minLength: 1, maxLength: 2 })),
    seed: optional(fc.nat()),
    presencePenalty: optional(fc.constantFrom(0.5, 1)),
    choices: optional(fc.constantFrom(2, 3)),
    user: optional(word),
    format: optional(schema),
    effort: optional(fc.constantFrom('low', 'medium', 'high')),
  })
  .map(({ system, turns, last, tools, choice, format, effort, ...fields }): ChatRequest => {
    const messages: Message[] = [...turns.flat(), { role: 'user', content: [{ type: 'text', text: last }] }];
    if (system !== undefined) messages.unshift({ role: 'system', content: [{ type: 'text', text: system }] });
    const request: ChatRequest = { dialect: 'openai-chat', model: 'm', messages, stream: false, includeUsage: false, extra: {} };
    // Who has called tools declares some: Messages would add them, and forbid them.
    const hasCalls = turns.flat().some(({ role }) => role === 'tool');
    if (tools.length === 0 && hasCalls) tools.push({ name: 'later', description: 'd', parameters: { type: 'object' }, strict: false });
    if (tools.length > 0) request.tools = tools;
    if (choice !== undefined && tools.length > 0) request.toolChoice = { type: choice };
    if (format !== undefined) request.responseFormat = { type: 'json_schema', name: 'response', schema: format, strict: true };
    if (effort !== undefined) request.reasoning = { effort };
    return Object.assign(request, Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined)));
  });

const say = (content: readonly ContentPart[]): string => content.map((part) => (part.type === 'text' ? part.text : '')).join('');
const isAnthropic = ({ dialect }: FrontDialect): boolean => dialect === 'anthropic-messages';

/** What must survive or be named, and by which of OpenAI's chat names. */
const FEATURES: [chatNames: string[], read: (request: ChatRequest) => unknown][] = [
  [
    [],
    ({ messages }) =>
      messages
        .filter(({ role }) => role === 'system' || role === 'developer')
        .map(({ content }) => say(content))
        .join(''),
  ],
  [
    [],
    ({ messages }) =>
      messages
        .filter(({ role }) => role === 'user')
        .map(({ content }) => say(content))
        .join(''),
  ],
  [
    [],
    ({ messages }) =>
      messages
        .filter(({ role }) => role === 'assistant')
        .map(({ content }) => say(content))
        .join(''),
  ],
  [[], ({ messages }) => messages.flatMap((message) => (message.role === 'assistant' ? message.toolCalls : [])).map(callOf)],
  [[], ({ messages }) => messages.flatMap((message) => (message.role === 'tool' ? [[message.toolCallId, say(message.content)]] : []))],
  [
    ['image_url'],
    ({ messages }) => messages.flatMap(({ content }) => content.flatMap((part) => (part.type === 'image' ? [part.url] : []))),
  ],
  [
    ['file_data'],
    ({ messages }) => messages.flatMap(({ content }) => content.flatMap((part) => (part.type === 'file' ? [part.data] : []))),
  ],
  [
    ['cache_control'],
    ({ messages }) =>
      messages.flatMap(({ content }) => content.map((part) => ('cacheControl' in part ? part.cacheControl : undefined))).filter(Boolean),
  ],
  [
    ['reasoning_content', 'reasoning_details', 'reasoning_effort'],
    ({ messages }) =>
      messages
        .flatMap((message) => (message.role === 'assistant' ? (message.reasoning ?? []) : []))
        .map(({ signature, encrypted }) => [signature, encrypted]),
  ],
  [['tools.function.strict'], ({ tools }) => tools?.map((tool) => [tool.name, tool.description, tool.parameters, tool.strict === true])],
  [
    ['parallel_tool_calls'],
    ({ tools, toolChoice, parallelToolCalls }) => (tools === undefined || toolChoice?.type === 'none' ? true : (parallelToolCalls ?? true)),
  ],
  [[], ({ toolChoice }) => toolChoice?.type ?? 'auto'],
  [['max_tokens', 'reasoning_effort'], ({ maxOutputTokens }) => maxOutputTokens],
  [['temperature', 'top_p'], ({ temperature }) => temperature ?? 1],
  [['top_p'], ({ topP }) => topP],
  [['stop'], ({ stop }) => stop],
  [['seed'], ({ seed }) => seed],
  [['presence_penalty'], ({ presencePenalty }) => presencePenalty],
  [['n'], ({ choices }) => choices],
  [[], ({ user }) => user],
  [['response_format'], ({ responseFormat }) => (responseFormat?.type === 'json_schema' ? responseFormat.schema : undefined)],
  [['reasoning_effort'], ({ reasoning: asked }) => asked?.effort],
];

function callOf(call: { id: string; name: string; arguments: string }): unknown {
  return [call.id, call.name, JSON.parse(call.arguments)];
}

function decode(front: FrontDialect, body: string): ChatRequest {
  const decoded = front.decodeRequest(JSON.parse(body));
  if (!decoded.ok) throw new Error(`${decoded.param}: ${decoded.message}`);
  return decoded.request;
}

/** The generated request as a caller of the dialect would make it: written in its words, and read. */
function asCalled(request: ChatRequest, front: FrontDialect): ChatRequest {
  const wire = WIRES.find((one) => one.front === front);
  if (wire === undefined) throw new Error('no such front');
  return decode(front, wire.api.buildBody({ ...request, dialect: front.dialect }, { model: wire.model, settings: {} }).body);
}

describe.each(FRONTS)('a caller of $dialect', (front) => {
  test.each(WIRES)('reaches $front.dialect whole, or is told what is missing', ({ front: target, api, model }) => {
    fc.assert(
      fc.property(requests, (generated) => {
        const called = asCalled(generated, front);
        const { body, warnings } = api.buildBody(called, { model, settings: {} });
        const arrived = decode(target, body);
        for (const [chatNames, read] of FEATURES) {
          const [sent, got] = [read(called), read(arrived)];
          const names = chatNames.map((name) => callerField(called.dialect, name));
          if (names.some((name) => warnings.includes(name))) continue;
          // Without a limit of the caller's, Messages need one all the same.
          if (isAnthropic(target) && sent === undefined && read(arrived) === arrived.maxOutputTokens) continue;
          expect(got).toEqual(sent);
        }
      }),
      { numRuns: 150 },
    );
  });
});
