import type { AnswerContext } from '@tollgate/core/chat/front-dialect';
import { openAiChat } from '@tollgate/core/chat/openai/index';
import { adapterFor } from '@tollgate/providers/registry';
import type { ProviderAdapter } from '@tollgate/providers/adapter';
import { EventStreamCodec } from '@smithy/eventstream-codec';
import { fromUtf8, toUtf8 } from '@smithy/util-utf8';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { MAX_EVENT_BYTES } from './relay-stream.ts';
import { TranslatedStream } from './translated-stream.ts';

function adapter(id: string): ProviderAdapter {
  const found = adapterFor(id);
  if (found === undefined) throw new Error(`There is no provider ${id}`);
  return found;
}

const context = (includeUsage: boolean): AnswerContext => ({
  request: { dialect: 'openai-chat', model: 'm', messages: [], stream: true, includeUsage, extra: {} },
  createdAt: 1,
  uniqueId: 'u',
});

type Told = {
  text: string;
  hasContent: boolean;
  isComplete: boolean;
  failure: TranslatedStream['failure'];
  usage: TranslatedStream['usage'];
  pieces: number;
};

function relay(provider: string, bytes: Buffer, cuts: readonly number[]): Told {
  const stream = new TranslatedStream(adapter(provider).chat, openAiChat, context(true));
  let text = '';
  let start = 0;
  for (const end of [...new Set(cuts)].sort((a, b) => a - b).concat(bytes.length)) {
    text += stream.push(bytes.subarray(start, end)) ?? '';
    start = end;
  }
  text += stream.close() ?? '';
  const { hasContent, isComplete, failure, usage, pieces } = stream;
  if (isComplete) text += stream.end('0.25');
  return { text, hasContent, isComplete, failure, usage, pieces };
}

const named = (event: { type: string }) => `event: ${event.type}\ndata: ${JSON.stringify(event)}\n\n`;
const unnamed = (event: object) => `data: ${JSON.stringify(event)}\n\n`;

const BEGIN = named({
  type: 'message_start',
  message: { id: 'msg_1', model: 'claude', usage: { input_tokens: 10, output_tokens: 1 } },
} as never);
const TEXT = [
  { type: 'content_block_start', index: 0, content_block: { type: 'text', text: '' } },
  { type: 'content_block_delta', index: 0, delta: { type: 'text_delta', text: 'Grüße, ' } },
  { type: 'ping' },
  { type: 'content_block_delta', index: 0, delta: { type: 'text_delta', text: '世界 👋' } },
  { type: 'content_block_stop', index: 0 },
]
  .map(named)
  .join('');
const END = [{ type: 'message_delta', delta: { stop_reason: 'end_turn' }, usage: { output_tokens: 7 } }, { type: 'message_stop' }]
  .map(named)
  .join('');
const FAILURE = named({ type: 'error', error: { type: 'overloaded_error', message: 'Overloaded' } } as never);

const choice = (delta: object, finish: string | null = null) => ({
  id: 'c1',
  model: 'm',
  choices: [{ index: 0, delta, finish_reason: finish }],
});

const STREAMS: [name: string, provider: string, text: string][] = [
  ['of Anthropic', 'anthropic', BEGIN + TEXT + END],
  ['of Anthropic with comments', 'anthropic', `: hello\n\n${BEGIN}: wait\n\n${TEXT}${END}`],
  ['of Anthropic that fails in the middle', 'anthropic', BEGIN + TEXT + FAILURE + TEXT + END],
  ['of Anthropic that is cut', 'anthropic', BEGIN + TEXT],
  ['of Anthropic that goes on after its end', 'anthropic', BEGIN + TEXT + END + TEXT],
  ['of Anthropic that turns to garbage', 'anthropic', `${BEGIN}${TEXT}event: content_block_delta\ndata: <html>\n\n${END}`],
  [
    'of Mistral',
    'mistral',
    `${unnamed(choice({ content: 'Grüße' }))}${unnamed({ ...choice({}, 'stop'), usage: { prompt_tokens: 3, completion_tokens: 2, total_tokens: 5 } })}data: [DONE]\n\n`,
  ],
  ['of Mistral without a terminal', 'mistral', `${unnamed(choice({ content: 'Grüße' }))}${unnamed(choice({}, 'stop'))}`],
];

const codec = new EventStreamCodec(toUtf8, fromUtf8);
function frame(kind: 'event' | 'exception', type: string, body: object): Uint8Array {
  const headers = { ':message-type': { type: 'string', value: kind }, [`:${kind}-type`]: { type: 'string', value: type } } as const;
  return codec.encode({ headers, body: Buffer.from(JSON.stringify(body)) });
}
const CONVERSE_TEXT = [
  frame('event', 'messageStart', { role: 'assistant' }),
  frame('event', 'contentBlockDelta', { contentBlockIndex: 0, delta: { text: 'Grüße 👋' } }),
];
const CONVERSE_END = [
  frame('event', 'messageStop', { stopReason: 'end_turn' }),
  frame('event', 'metadata', { usage: { inputTokens: 10, outputTokens: 7 } }),
];
const BINARY: [name: string, bytes: Buffer][] = [
  ['of Bedrock', Buffer.concat([...CONVERSE_TEXT, ...CONVERSE_END])],
  [
    'of Bedrock that fails in the middle',
    Buffer.concat([...CONVERSE_TEXT, frame('exception', 'throttlingException', { message: 'Wait.' }), ...CONVERSE_END]),
  ],
];

describe.each([
  ...BINARY.map(([name, bytes]) => [name, 'nothing', 'bedrock', bytes] as const),
  ...STREAMS.flatMap(([name, provider, text]) => [
    [name, 'LF', provider, Buffer.from(text)] as const,
    [name, 'CRLF', provider, Buffer.from(text.replaceAll('\n', '\r\n'))] as const,
  ]),
])('a stream %s, lines ending in %s', (_name, _ending, provider, bytes) => {
  const whole = relay(provider, bytes, []);

  it('gives the same, cut in two at any byte, cut anywhere and byte by byte', () => {
    for (let at = 0; at <= bytes.length; at++) expect(relay(provider, bytes, [at])).toEqual(whole);
    expect(
      relay(
        provider,
        bytes,
        Array.from({ length: bytes.length }, (_, index) => index),
      ),
    ).toEqual(whole);
    fc.assert(
      fc.property(fc.array(fc.nat({ max: bytes.length }), { maxLength: 20 }), (cuts) => {
        expect(relay(provider, bytes, cuts)).toEqual(whole);
      }),
      { numRuns: 30 },
    );
  });

  it('broken off at any byte, has a terminal only when it is complete, and then exactly one, at the end', () => {
    for (let length = 0; length <= bytes.length; length++) {
      const { text, isComplete, failure } = relay(provider, bytes.subarray(0, length), []);
      expect(text.split('[DONE]').length - 1).toBe(isComplete ? 1 : 0);
      if (isComplete) expect(text.endsWith('data: [DONE]\n\n')).toBe(true);
      expect(isComplete && failure !== null).toBe(false);
    }
  });
});

const byName = (name: string): Told => {
  const [, provider, text] = STREAMS.find((entry) => entry[0] === name) ?? ['', '', ''];
  return relay(provider, Buffer.from(text), []);
};

it('tells of a binary stream what it tells of a text', () => {
  const [[, whole], [, failed]] = BINARY as [[string, Buffer], [string, Buffer]];
  expect(relay('bedrock', whole, [])).toMatchObject({ isComplete: true, failure: null, pieces: 1, usage: { input: 10, output: 7 } });
  expect(relay('bedrock', whole, []).text).toContain('"content":"Grüße 👋"');
  expect(relay('bedrock', failed, [])).toMatchObject({
    isComplete: false,
    failure: { message: 'Wait.', code: 'throttlingException', status: 429 },
  });
});

it('ends a binary stream whose bytes were damaged, whatever follows', () => {
  const damaged = Buffer.concat([...CONVERSE_TEXT, ...CONVERSE_END]);
  damaged.writeUInt8(damaged.readUInt8(damaged.length - 20) ^ 1, damaged.length - 20);
  expect(relay('bedrock', damaged, [])).toMatchObject({ hasContent: true, isComplete: false, failure: { code: 'unreadable_stream' } });
});

it('bills what the provider bills, where that is not what was used', () => {
  const usage = { billed_units: { input_tokens: 7, output_tokens: 2 }, tokens: { input_tokens: 502, output_tokens: 26 } };
  const events = [
    { type: 'message-start', id: 'a1' },
    { type: 'content-delta', index: 0, delta: { message: { content: { text: 'Hi' } } } },
    { type: 'message-end', delta: { finish_reason: 'COMPLETE', usage } },
  ];
  const told = relay('cohere', Buffer.from(events.map(named).join('')), []);
  expect(told.usage).toMatchObject({ input: 7, output: 2 });
  expect(told.text).toContain('"prompt_tokens":502');
});

it('tells usage, pieces and completeness, and puts the cost into the usage chunk', () => {
  const told = byName('of Anthropic');
  expect(told).toMatchObject({ hasContent: true, isComplete: true, failure: null, pieces: 2, usage: { input: 10, output: 7 } });
  expect(told.text).toContain('"cost":0.25');
  expect(told.text).not.toContain('event:');
});

it('sends nothing after a failure and tells what the provider said', () => {
  const told = byName('of Anthropic that fails in the middle');
  expect(told).toMatchObject({ isComplete: false, pieces: 2, failure: { message: 'Overloaded' } });
  expect(told.text).toBe(byName('of Anthropic that is cut').text);
});

it.each(['of Anthropic that is cut', 'of Anthropic that turns to garbage'])('does not count a stream %s as complete', (name) => {
  expect(byName(name).isComplete).toBe(false);
});

it('cannot fill the memory with an event that never ends', () => {
  const stream = new TranslatedStream(adapter('anthropic').chat, openAiChat, context(false));
  const part = Buffer.alloc(256 * 1024, 'a');
  stream.push(Buffer.from('data: '));
  let sent = 0;
  while (stream.failure === null && sent < 2 * MAX_EVENT_BYTES) {
    stream.push(part);
    sent += part.length;
  }
  expect(sent).toBeLessThanOrEqual(MAX_EVENT_BYTES + part.length);
  expect(stream.push(part)).toBeNull();
  expect(stream.close()).toBeNull();
});
