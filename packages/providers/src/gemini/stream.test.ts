import type { ChatEvent } from '@tollgate/core/chat/response';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { readAnswer } from './response.ts';
import { createStreamDecoder } from './stream.ts';

const head = { responseId: 'r1', modelVersion: 'gemini-3-flash', createTime: '2026-04-02T17:03:50.399550Z' };
const counts = (candidates: number) => ({ promptTokenCount: 5, candidatesTokenCount: candidates, totalTokenCount: 5 + candidates });
const piece = (parts: unknown[], more: object = {}, candidate: object = {}) => ({
  ...head,
  candidates: [{ content: { role: 'model', parts }, ...candidate }],
  ...more,
});
const end = (parts: unknown[] = [], finishReason: unknown = 'STOP') => piece(parts, { usageMetadata: counts(3) }, { finishReason });

/** All events of a stream that ended in an orderly way. */
function decode(...chunks: unknown[]): ChatEvent[] {
  const decoder = createStreamDecoder();
  return [...chunks.flatMap((chunk) => decoder.push({ event: '', data: JSON.stringify(chunk) })), ...decoder.close()];
}
const ofType = <Type extends ChatEvent['type']>(events: ChatEvent[], type: Type) =>
  events.filter((event): event is ChatEvent & { type: Type } => event.type === type);

test('text, counts and finish come in this order, the finish once however often it is said', () => {
  const events = decode(
    piece([{ text: 'a' }], {}, { finishReason: 'STOP' }),
    piece([{ text: 'b' }], { usageMetadata: counts(1) }),
    end([{ text: '' }]),
  );
  expect(events.map((event) => event.type)).toEqual(['start', 'text', 'text', 'usage', 'usage', 'finish', 'end']);
  expect(events[0]).toEqual({ type: 'start', id: 'r1', model: 'gemini-3-flash', createdAt: 1_775_149_430 });
  expect(ofType(events, 'finish')).toEqual([{ type: 'finish', choice: 0, reason: 'stop' }]);
});

describe('calls', () => {
  const call = (name: string, args: unknown, more: object = {}) => ({ functionCall: { name, args }, ...more });

  test('are numbered on across events, have ids of their own and end the answer as calls although it says STOP', () => {
    const events = decode(piece([call('f', { a: 1 })]), piece([call('f', { a: 1 }), call('g', {})]), end());
    expect(ofType(events, 'tool_call_start')).toEqual([
      { type: 'tool_call_start', choice: 0, index: 0, id: 'call_r1_0_0', name: 'f' },
      { type: 'tool_call_start', choice: 0, index: 1, id: 'call_r1_0_1', name: 'f' },
      { type: 'tool_call_start', choice: 0, index: 2, id: 'call_r1_0_2', name: 'g' },
    ]);
    expect(ofType(events, 'tool_call_arguments').map(({ index, text }) => [index, text])).toEqual([
      [0, '{"a":1}'],
      [1, '{"a":1}'],
      [2, '{}'],
    ]);
    expect(ofType(events, 'finish')).toMatchObject([{ reason: 'tool_calls' }]);
  });

  test('keep the provider’s ids unless it gives one twice', () => {
    const given = (id: string) => ({ functionCall: { id, name: 'f', args: {} } });
    const events = decode(piece([given('x'), given('x')]), end());
    expect(ofType(events, 'tool_call_start').map(({ id }) => id)).toEqual(['x', 'call_r1_0_1']);
  });

  test('of answers without an id still differ by what they say', () => {
    const idOf = (args: object) => ofType(decode({ candidates: [{ content: { parts: [call('f', args)] } }] }), 'tool_call_start')[0]?.id;
    expect(idOf({ a: 1 })).toBe(idOf({ a: 1 }));
    expect(idOf({ a: 1 })).not.toBe(idOf({ a: 2 }));
  });

  test('carry their signature', () => {
    const events = decode(piece([call('f', {}, { thoughtSignature: 's' })]), end());
    expect(ofType(events, 'tool_call_start')).toMatchObject([{ signature: 's' }]);
    expect(ofType(events, 'reasoning')).toEqual([]);
  });

  test('whose arguments come value by value are put together, also when the last piece is missing', () => {
    const open = (name: string) => ({ functionCall: { name, willContinue: true } });
    const add = (jsonPath: string, value: object, willContinue = true) => ({
      functionCall: { partialArgs: [{ jsonPath, ...value }], ...(willContinue ? { willContinue } : {}) },
    });
    const events = decode(
      piece([open('f')]),
      piece([add('$.city', { stringValue: 'San ', willContinue: true })]),
      piece([add('$.city', { stringValue: 'Francisco' })]),
      piece([{ functionCall: {} }]),
      piece([open('g')]),
      piece([add('$.items[0].name', { stringValue: 'a' })]),
      piece([add('$.items[1].name', { stringValue: 'b' })]),
      piece([add("$.items[0]['price']", { numberValue: 0.5 }), add('$.items[9].name', { stringValue: 'lost' })]),
      piece([add('$.__proto__.polluted', { boolValue: true }), add('$.none', { nullValue: 'NULL_VALUE' })]),
      end(),
    );
    expect(ofType(events, 'tool_call_arguments').map(({ index, text }): unknown => [index, JSON.parse(text)])).toEqual([
      [0, { city: 'San Francisco' }],
      [1, { items: [{ name: 'a', price: 0.5 }, { name: 'b' }], none: null }],
    ]);
    expect(Object.hasOwn(Object.prototype, 'polluted')).toBe(false);
  });
});

test('thoughts are apart from the answer, and signatures stay with what they sign', () => {
  const events = decode(
    piece([{ text: 'hm', thought: true }]),
    piece([{ text: 'so', thoughtSignature: 's1' }]),
    end([{ text: '', thoughtSignature: 's2' }]),
  );
  expect(ofType(events, 'reasoning')).toEqual([
    { type: 'reasoning', choice: 0, text: 'hm', isSummary: true, format: 'google-gemini-v1' },
    { type: 'reasoning', choice: 0, text: '', signature: 's1', format: 'google-gemini-v1' },
    { type: 'reasoning', choice: 0, text: '', signature: 's2', format: 'google-gemini-v1' },
  ]);
  expect(ofType(events, 'text').map(({ text }) => text)).toEqual(['so']);
});

test('images are passed on, code that Google ran is not', () => {
  const code = [{ executableCode: { code: 'x' }, thoughtSignature: 's' }, { codeExecutionResult: { output: 'y' } }];
  const events = decode(piece([...code, { inlineData: { mimeType: 'image/png', data: 'AA' } }]), end());
  expect(ofType(events, 'image')).toEqual([{ type: 'image', choice: 0, url: 'data:image/png;base64,AA' }]);
  expect(events.map((event) => event.type)).toEqual(['start', 'image', 'usage', 'finish', 'end']);
});

test('choices are kept apart', () => {
  const both = (a: string, b: string, finish: object = {}) => ({
    ...head,
    candidates: [
      { index: 0, content: { parts: [{ text: a }] }, ...finish },
      { index: 1, content: { parts: [{ text: b }] }, ...finish },
    ],
  });
  const events = decode(both('a', 'x'), both('b', 'y', { finishReason: 'MAX_TOKENS' }));
  expect(ofType(events, 'text').map(({ choice, text }) => choice + text)).toEqual(['0a', '1x', '0b', '1y']);
  expect(ofType(events, 'finish')).toMatchObject([
    { choice: 0, reason: 'length' },
    { choice: 1, reason: 'length' },
  ]);
});

test('sources are told once the answer is known, by place in the text and not by byte', () => {
  const groundingMetadata = {
    groundingChunks: [{ web: { uri: 'https://a.test', title: 'A' } }, { retrievedContext: { title: 'B', text: 'passage' } }, { image: {} }],
    groundingSupports: [
      { segment: { startIndex: 6, endIndex: 9, text: 'xyz' }, groundingChunkIndices: [0, 1, 2, 7] },
      { segment: { startIndex: 1, endIndex: 2, text: 'yz' }, groundingChunkIndices: [0] },
    ],
  };
  // `ä€ ` is six bytes and three units.
  const events = decode(
    piece([{ text: 'ä€ ' }], {}, { groundingMetadata: {} }),
    piece([{ text: 'xyz' }], {}, { groundingMetadata, finishReason: 'STOP' }),
  );
  expect(ofType(events, 'citation').map(({ citation }) => citation)).toEqual([
    { url: 'https://a.test', title: 'A', startIndex: 3, endIndex: 6 },
    { title: 'B', quote: 'passage', startIndex: 3, endIndex: 6 },
    { url: 'https://a.test', title: 'A', startIndex: 4, endIndex: 6 },
  ]);
  expect(events.map((event) => event.type).slice(-2)).toEqual(['finish', 'end']);
});

describe('a stream never looks complete', () => {
  test.each([
    ['without a finish reason', [piece([{ text: 'a' }])]],
    ['when one of its choices has none', [{ candidates: [{ index: 0, finishReason: 'STOP' }, { index: 1 }] }]],
    ['when nothing came', []],
    ['when only counts came', [{ ...head, usageMetadata: counts(0) }]],
  ])('%s', (_, chunks) => {
    expect(ofType(decode(...chunks), 'end')).toEqual([]);
    expect(ofType(decode(...chunks), 'finish')).toEqual([]);
  });

  test.each([
    [
      'an error',
      { error: { code: 503, message: 'The model is overloaded.', status: 'UNAVAILABLE' } },
      { status: 503, code: 'UNAVAILABLE' },
    ],
    ['an error in an array', [{ error: { code: 429, message: 'Slow down', status: 'RESOURCE_EXHAUSTED' } }], { status: 429 }],
    ['what is no JSON object', 'text', { code: 'unreadable_answer' }],
    ['a call that cannot be read', end([], 'MALFORMED_FUNCTION_CALL'), { code: 'MALFORMED_FUNCTION_CALL' }],
  ])('after %s', (_, chunk, error) => {
    const events = decode(piece([{ text: 'a' }]), chunk);
    expect(ofType(events, 'error')).toMatchObject([error]);
    expect(ofType(events, 'end')).toEqual([]);
  });
});

test('a refused prompt ends as filtered content that cost nothing', () => {
  const blocked = {
    ...head,
    promptFeedback: { blockReason: 'SAFETY', blockReasonMessage: 'No.' },
    usageMetadata: { trafficType: 'ON_DEMAND' },
  };
  const events = decode(blocked);
  expect(events.map((event) => event.type)).toEqual(['start', 'refusal', 'usage', 'finish', 'end']);
  expect(ofType(events, 'finish')).toMatchObject([{ reason: 'content_filter' }]);
});

test('a stream and a whole answer of the same parts say the same', () => {
  const part = fc.oneof(
    fc.record({ text: fc.string() }),
    fc.record({ text: fc.string({ minLength: 1 }), thought: fc.constant(true), thoughtSignature: fc.string({ minLength: 1 }) }),
    fc.record({
      functionCall: fc.record({ name: fc.constantFrom('f', 'g'), args: fc.dictionary(fc.constantFrom('a', 'b'), fc.jsonValue()) }),
    }),
    fc.record({ inlineData: fc.record({ mimeType: fc.constant('image/png'), data: fc.base64String() }) }),
    fc.anything().map((junk) => ({ junk: String(typeof junk) })),
  );
  fc.assert(
    fc.property(fc.array(part), (parts) => {
      const whole = readAnswer(end(parts)).choices[0];
      const events = decode(...parts.map((one) => piece([one])), end());
      expect(
        ofType(events, 'text')
          .map(({ text }) => text)
          .join(''),
      ).toBe(whole?.text);
      expect(ofType(events, 'reasoning').map(({ type: _type, choice: _choice, ...thought }) => thought)).toEqual(whole?.reasoning);
      expect(ofType(events, 'tool_call_start').map(({ id, name }) => ({ id, name }))).toEqual(
        whole?.toolCalls.map(({ id, name }) => ({ id, name })),
      );
      expect(ofType(events, 'tool_call_arguments').map(({ text }) => text)).toEqual(whole?.toolCalls.map((call) => call.arguments));
      expect(ofType(events, 'image').map(({ url }) => url)).toEqual(whole?.images ?? []);
      expect(ofType(events, 'finish')[0]?.reason).toBe(whole?.finishReason);
    }),
  );
});

test('whatever JSON arrives, decoding does not throw', () => {
  const name = fc.constantFrom(
    'candidates',
    'content',
    'parts',
    'functionCall',
    'partialArgs',
    'jsonPath',
    'groundingMetadata',
    'groundingChunks',
    'groundingSupports',
    'segment',
    'usageMetadata',
    'promptFeedback',
    'logprobsResult',
    'text',
    'finishReason',
    '__proto__',
  );
  const { value } = fc.letrec<{ value: unknown }>((tie) => ({
    value: fc.oneof(
      { depthSize: 'medium' },
      fc.string(),
      fc.double(),
      fc.constant(null),
      fc.array(tie('value')),
      fc.dictionary(name, tie('value')),
    ),
  }));
  fc.assert(fc.property(fc.array(value), (chunks) => decode(...chunks).length >= 0));
});
