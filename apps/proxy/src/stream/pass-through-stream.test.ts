import { readOpenAiUsage } from '@tollgate/core/chat/openai/read-usage';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { PassThroughStream } from './pass-through-stream.ts';
import { MAX_EVENT_BYTES } from './relay-stream.ts';

const USAGE = { prompt_tokens: 9, completion_tokens: 5, total_tokens: 14 };

function chunk(fields: object): string {
  return JSON.stringify({ id: 'c1', object: 'chat.completion.chunk', created: 1, model: 'm', ...fields });
}
const delta = (content: object, finish: string | null = null, more: object = {}) =>
  chunk({ choices: [{ index: 0, delta: content, finish_reason: finish }], ...more });

const ROLE = delta({ role: 'assistant', content: '' });
const STOP = delta({}, 'stop');
const USAGE_CHUNK = chunk({ choices: [], usage: USAGE });
const HELLO = delta({ content: 'Grüße, 世界 👋' });
const WORLD = delta({ content: ' and "usage", [DONE], error' });

const data = (text: string, end = '\n') => `data: ${text}${end}${end}`;

type Told = {
  text: string;
  closing: string;
  hasContent: boolean;
  isComplete: boolean;
  failure: PassThroughStream['failure'];
  usage: PassThroughStream['usage'];
  pieces: number;
};

/** Sends a stream's bytes, cut where told, as a caller would relay them. */
function relay(bytes: Buffer, cuts: readonly number[], includeUsage = true): Told {
  const stream = new PassThroughStream(includeUsage);
  const passed: Buffer[] = [];
  let start = 0;
  for (const end of [...new Set(cuts)].sort((a, b) => a - b).concat(bytes.length)) {
    const output = stream.push(bytes.subarray(start, end));
    start = end;
    if (output !== null) passed.push(output);
  }
  const last = stream.close();
  if (last !== null) passed.push(last);
  const { hasContent, isComplete, failure, usage, pieces } = stream;
  const text = Buffer.concat(passed).toString('utf8');
  return { text, closing: isComplete ? stream.end('0.5') : '', hasContent, isComplete, failure, usage, pieces };
}

function relayByByte(bytes: Buffer): Told {
  return relay(
    bytes,
    Array.from({ length: bytes.length }, (_, index) => index),
  );
}

/** Streams as they are met: each a list of events without its line ends. */
const EVENTS: Record<string, string[]> = {
  usual: [`data: ${ROLE}`, `data: ${HELLO}`, `data: ${WORLD}`, `data: ${STOP}`, `data: ${USAGE_CHUNK}`, 'data: [DONE]'],
  'with spaces about usage': [
    `data: ${HELLO}`,
    `data: ${STOP}`,
    'data: {"choices": [], "usage" : {"prompt_tokens" : 9, "completion_tokens": 5, "total_tokens": 14}}',
    'data: [DONE]',
  ],
  'with usage null on every chunk': [
    ...[ROLE, HELLO, WORLD, STOP].map((text) => `data: ${text.slice(0, -1)},"usage":null}`),
    `data: ${USAGE_CHUNK}`,
    'data: [DONE]',
  ],
  'with usage on the last choice': [`data: ${HELLO}`, `data: ${delta({}, 'stop', { usage: USAGE })}`, 'data: [DONE]'],
  'with usage of x_groq': [`data: ${HELLO}`, `data: ${STOP}`, `data: ${chunk({ choices: [], x_groq: { usage: USAGE } })}`, 'data: [DONE]'],
  'with running usage': [
    `data: ${chunk({ choices: [], usage: { prompt_tokens: 9, completion_tokens: 1, total_tokens: 10 } })}`,
    `data: ${HELLO}`,
    `data: ${STOP}`,
    `data: ${USAGE_CHUNK}`,
    'data: [DONE]',
  ],
  'without a terminal': [`data: ${ROLE}`, `data: ${HELLO}`, `data: ${STOP}`, `data: ${USAGE_CHUNK}`],
  'without a terminal, ending in comments': [`data: ${HELLO}`, `data: ${STOP}`, ': a', ': b', ': c'],
  'with comments between': [': begin', `data: ${ROLE}`, ': wait', `data: ${HELLO}`, ': wait', `data: ${STOP}`, 'data: [DONE]'],
  'with events after its terminal': [`data: ${HELLO}`, `data: ${STOP}`, 'data: [DONE]', `data: ${WORLD}`, ': bye'],
  'with a tool call': [
    `data: ${delta({ tool_calls: [{ index: 0, id: 't', type: 'function', function: { name: 'usage', arguments: '{"error":"[DONE]"}' } }] })}`,
    `data: ${delta({}, 'tool_calls')}`,
    'data: [DONE]',
  ],
  'with an error': [`data: ${HELLO}`, 'data: {"error":{"message":"overloaded","code":"busy"}}', `data: ${WORLD}`, 'data: [DONE]'],
  'with an error object': [`data: ${HELLO}`, 'data: {"object":"error","message":"overloaded","code":503}', `data: ${WORLD}`],
  'with an unreadable event': [`data: ${ROLE}`, 'data: <html>', `data: ${HELLO}`, 'data: [DONE]'],
  'with names and several lines': [
    `event: message\nid: 1\ndata: ${HELLO}`,
    `data: {"choices":[{"index":0,"delta":{},\ndata: "finish_reason":"stop"}]}`,
  ],
  'without content': [`data: ${ROLE}`, `data: ${STOP}`, 'data: [DONE]'],
  'cut after content': [`data: ${ROLE}`, `data: ${HELLO}`, `data: ${WORLD}`],
  'with two choices, one unfinished': [
    `data: ${HELLO}`,
    `data: ${STOP}`,
    `data: ${chunk({ choices: [{ index: 1, delta: { content: 'x' }, finish_reason: null }] })}`,
  ],
};
const LINE_ENDS = { LF: '\n', CRLF: '\r\n' };

const CASES = Object.entries(EVENTS).flatMap(([name, events]) =>
  Object.entries(LINE_ENDS).map(([ending, end]) => {
    const bytes = Buffer.from(events.map((event) => event.replaceAll('\n', end) + end + end).join(''));
    return [name, ending, bytes] as const;
  }),
);

describe.each(CASES)('a stream %s, lines ending in %s', (_name, _ending, bytes) => {
  const whole = relay(bytes, []);

  it('gives the same, cut in two at any byte', () => {
    for (let at = 0; at <= bytes.length; at++) expect(relay(bytes, [at])).toEqual(whole);
  });

  it('gives the same, cut anywhere and byte by byte', () => {
    expect(relayByByte(bytes)).toEqual(whole);
    fc.assert(
      fc.property(fc.array(fc.nat({ max: bytes.length }), { maxLength: 20 }), (cuts) => {
        expect(relay(bytes, cuts)).toEqual(whole);
      }),
      { numRuns: 50 },
    );
  });

  it('broken off at any byte, never shows a piece of an event and never counts as complete before its end', () => {
    for (let length = 0; length < bytes.length; length++) {
      const told = relay(bytes.subarray(0, length), []);
      expect(whole.text.startsWith(told.text.trimEnd())).toBe(true);
      for (const event of told.text.split(/\r?\n\r?\n/)) {
        const payload = event
          .split(/\r?\n/)
          .filter((line) => line.startsWith('data:'))
          .map((line) => line.slice(5));
        if (payload.length > 0) expect(() => JSON.parse(payload.join('\n')) as unknown).not.toThrow();
      }
      if (told.isComplete) expect(told.text).toContain('finish_reason":"');
    }
  });
});

const told = (name: string, includeUsage = true) =>
  relay(Buffer.from((EVENTS[name] ?? []).map((event) => `${event}\n\n`).join('')), [], includeUsage);

describe('what a client is sent', () => {
  it('is every byte of the content, and the usage chunk with the cost only when it asked, before the one terminal', () => {
    const { text, closing } = told('usual');
    expect(text).toBe(data(ROLE) + data(HELLO) + data(WORLD) + data(STOP));
    expect(closing).toBe(`${data(chunk({ choices: [], usage: { ...USAGE, cost: 0.5 } }))}data: [DONE]\n\n`);
    expect(told('usual', false)).toMatchObject({ text, closing: 'data: [DONE]\n\n' });
  });

  it('is nothing after a failure or the terminal', () => {
    expect(told('with an error')).toMatchObject({ text: data(HELLO), closing: '', failure: { message: 'overloaded', code: 'busy' } });
    expect(told('with an error object')).toMatchObject({ text: data(HELLO), failure: { message: 'overloaded', status: 503 } });
    expect(told('with an unreadable event')).toMatchObject({ text: data(ROLE), hasContent: false, failure: { code: 'unreadable_stream' } });
    expect(told('with events after its terminal').text).toBe(data(HELLO) + data(STOP));
    const stream = new PassThroughStream(false);
    stream.push(Buffer.from(data(HELLO)));
    stream.push(Buffer.from('data: {"error":"no"}\n\n'));
    expect(stream.push(Buffer.from(data(WORLD)))).toBeNull();
    expect(stream.close()).toBeNull();
  });

  it('holds no key that a provider repeats in its error', () => {
    const { failure } = relay(Buffer.from(data(HELLO) + data('{"error":{"message":"Incorrect API key: sk-proj-abcdef0123456789"}}')), []);
    expect(failure?.message).toBe('Incorrect API key: [redacted]');
  });
});

describe('what is learnt on the way', () => {
  it.each([
    'usual',
    'with spaces about usage',
    'with usage null on every chunk',
    'with usage on the last choice',
    'with usage of x_groq',
    'with running usage',
    'without a terminal',
  ])('is the usage of a stream %s', (name) => {
    expect(told(name)).toMatchObject({ usage: readOpenAiUsage(USAGE), isComplete: true, failure: null });
  });

  it.each([
    ['without a terminal, ending in comments', true],
    ['with names and several lines', true],
    ['without content', true],
    ['cut after content', false],
    ['with two choices, one unfinished', false],
    ['with an error', false],
  ])('is whether a stream %s was complete: %s', (name, isComplete) => {
    expect(told(name).isComplete).toBe(isComplete);
  });

  it('is the number of pieces from the first content on', () => {
    expect(told('usual').pieces).toBe(3);
    expect(told('with comments between').pieces).toBe(2);
    expect(told('without content').pieces).toBe(0);
  });

  it('is no content in roles, empty texts and padding, and content in everything else', () => {
    const isContent = (fields: object) => {
      const stream = new PassThroughStream(false);
      stream.push(Buffer.from(data(delta(fields))));
      return stream.hasContent;
    };
    for (const fields of [{}, { role: 'assistant' }, { content: '' }, { content: null }, { tool_calls: [] }, { obfuscation: 'abc' }])
      expect(isContent(fields)).toBe(false);
    for (const fields of [
      { content: 'a' },
      { refusal: 'no' },
      { reasoning_content: 'hm' },
      { tool_calls: [{ index: 0 }] },
      { audio: { id: 'a' } },
    ])
      expect(isContent(fields)).toBe(true);
  });
});

describe('a hostile stream', () => {
  it.each(['null', '7', '"text"', '[]', '[null]'])('that sends %s for an event fails without an exception', (payload) => {
    expect(relay(Buffer.from(data(payload)), [])).toMatchObject({ text: '', failure: { code: 'unreadable_stream' } });
  });

  it.each([
    '{"choices":7}',
    '{"choices":{}}',
    '{"choices":[null]}',
    '{"choices":[{"delta":"x"}]}',
    '{"choices":[{}],"usage":7}',
    '{"choices":[],"x_groq":null}',
  ])('that sends %s is no exception either', (payload) => {
    expect(relay(Buffer.from(data(payload)), [])).toMatchObject({ text: data(payload), failure: null, hasContent: false });
  });

  it('cannot fill the memory with an event that never ends, nor the processor', () => {
    const stream = new PassThroughStream(false);
    stream.push(Buffer.from(data(HELLO)));
    const part = Buffer.alloc(64 * 1024, 'a');
    const startedAt = performance.now();
    let sent = 0;
    while (stream.failure === null && sent < 2 * MAX_EVENT_BYTES) {
      stream.push(part);
      sent += part.length;
    }
    expect(sent).toBeLessThanOrEqual(MAX_EVENT_BYTES + part.length);
    expect(stream.failure).toMatchObject({ message: 'The provider sent a stream event that is too large.' });
    expect(performance.now() - startedAt).toBeLessThan(2000);
  });
});
