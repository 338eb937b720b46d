import fc from 'fast-check';
import { expect, test } from 'vitest';
import { formatRequestQuery } from './format-request-query.ts';
import { parseRequestQuery } from './parse-request-query.ts';
import { CACHE_VALUES, FLAG_FIELDS, NUMBER_FIELDS, type RequestFilter, TEXT_FIELDS } from './request-filter.ts';
import { requestFilterSchema } from './request-filter-schema.ts';

function parsed(text: string): RequestFilter {
  const query = parseRequestQuery(text);
  if (!query.ok) throw new Error(query.message);
  return query.filter;
}

test('a query of every kind of condition is read', () => {
  expect(
    parsed('status:5xx,429 model:gpt-4o -user:"ann b" cost>0.01 duration>2s first-token<1.5s tag:team=a streamed:yes fallback:no'),
  ).toEqual([
    { kind: 'text', field: 'status', isNot: false, values: ['5xx', '429'] },
    { kind: 'text', field: 'model', isNot: false, values: ['gpt-4o'] },
    { kind: 'text', field: 'user', isNot: true, values: ['ann b'] },
    { kind: 'number', field: 'cost', comparison: '>', value: '0.01' },
    { kind: 'number', field: 'duration', comparison: '>', value: '2000' },
    { kind: 'number', field: 'first-token', comparison: '<', value: '1500' },
    { kind: 'text', field: 'tag', isNot: false, values: ['team=a'] },
    { kind: 'flag', field: 'streamed', is: true },
    { kind: 'flag', field: 'fallback', is: false },
  ]);
});

test('a request id may stand alone', () => {
  expect(parsed('  req_0abc123 ')).toEqual([{ kind: 'text', field: 'id', isNot: false, values: ['req_0abc123'] }]);
});

test.each([
  ['hello', 'is no condition'],
  ['colour:red', 'There is no field “colour”. Fields: status,'],
  ['status:6xx', 'A status is'],
  ['status>500', 'compared with a colon'],
  ['cost:1', 'compared with > or <'],
  ['cost>a', 'in dollars'],
  ['duration>2', 'needs a unit'],
  ['duration>=2s', 'without the equals sign'],
  ['attempts>1.5', 'whole number'],
  ['streamed:maybe', 'yes or no'],
  ['model:', 'Write a value'],
  ['model:a,,b', 'Write a value'],
  ['user:"ann', 'quote is not closed'],
  ['cache:warm', 'cache is one of'],
])('%s is refused with what is possible', (text, message) => {
  const query = parseRequestQuery(`status:5xx ${text}`);
  expect(query).toMatchObject({ ok: false, message: expect.stringContaining(message) as unknown, from: 11, to: 11 + text.length });
});

const anyText = fc.string({ unit: 'grapheme', minLength: 1, maxLength: 30 }).filter((text) => text.isWellFormed() && !text.includes('\0'));
const texts = (value: fc.Arbitrary<string>) => fc.uniqueArray(value, { minLength: 1, maxLength: 4 });
const anyTerm = fc.oneof(
  fc.record({
    kind: fc.constant('text' as const),
    field: fc.constantFrom(...TEXT_FIELDS.filter((field) => field !== 'cache')),
    isNot: fc.boolean(),
    values: texts(anyText),
  }),
  fc.record({
    kind: fc.constant('text' as const),
    field: fc.constant('status' as const),
    isNot: fc.boolean(),
    values: texts(fc.constantFrom('success', 'error', '4xx', '429')),
  }),
  fc.record({
    kind: fc.constant('text' as const),
    field: fc.constant('cache' as const),
    isNot: fc.boolean(),
    values: texts(fc.constantFrom(...CACHE_VALUES)),
  }),
  fc.record({ kind: fc.constant('flag' as const), field: fc.constantFrom(...FLAG_FIELDS), is: fc.boolean() }),
  fc.record({
    kind: fc.constant('number' as const),
    field: fc.constantFrom(...NUMBER_FIELDS),
    comparison: fc.constantFrom('>' as const, '<' as const),
    value: fc.nat({ max: 9999 }).map(String),
  }),
);

test('whatever a filter holds, its text is read back as the same filter, and the schema takes it', () => {
  fc.assert(
    fc.property(fc.array(anyTerm, { maxLength: 6 }), (filter) => {
      expect(parseRequestQuery(formatRequestQuery(filter))).toEqual({ ok: true, filter });
      expect(requestFilterSchema.parse(filter)).toEqual(filter);
    }),
  );
});

test('no text makes it throw, and what it reads the schema takes', () => {
  fc.assert(
    fc.property(
      fc.oneof(
        fc.string({ unit: 'binary' }),
        fc.array(fc.constantFrom('status:', 'model:', '"', ',', '\\', ' ', 'a', '-', '5xx', '>', 'cost')).map((parts) => parts.join('')),
      ),
      (text) => {
        const query = parseRequestQuery(text);
        if (query.ok) requestFilterSchema.parse(query.filter);
      },
    ),
  );
});

test.each([
  ['attempts', '1.5'],
  ['duration', '0.5'],
  ['cost', '1e3'],
  ['cost', '-1'],
  ['cost', '9'.repeat(11)],
  ['attempts', ''],
  ['attempts', "1' OR '1'='1"],
  ['latency', '1'],
])('a number of %s such as %j from outside is refused', (field, value) => {
  expect(requestFilterSchema.safeParse([{ kind: 'number', field, comparison: '>', value }]).success).toBe(false);
});

test.each([
  ['a condition within a condition', [{ kind: 'text', field: 'model', isNot: false, values: [{ kind: 'text' }] }]],
  ['a list within a list', [[[[[[]]]]]]],
  ['a field of no request', [{ kind: 'text', field: '__proto__', isNot: false, values: ['x'] }]],
  ['an operator for a value', [{ kind: 'text', field: 'model', isNot: false, values: [{ contains: '' }] }]],
  ['a comparison of its own', [{ kind: 'number', field: 'cost', comparison: '= 1 OR 1 =', value: '1' }]],
  ['a status that is SQL', [{ kind: 'text', field: 'status', isNot: false, values: ['200) OR (1=1'] }]],
  ['no value', [{ kind: 'text', field: 'model', isNot: false, values: [] }]],
  ['too many values', [{ kind: 'text', field: 'model', isNot: false, values: Array.from({ length: 21 }, String) }]],
  ['too many conditions', Array.from({ length: 21 }, () => ({ kind: 'flag', field: 'streamed', is: true }))],
  ['too long a value', [{ kind: 'text', field: 'model', isNot: false, values: ['x'.repeat(257)] }]],
  ['half a character', [{ kind: 'text', field: 'model', isNot: false, values: ['\ud800'] }]],
  ['more than it names', [{ kind: 'flag', field: 'streamed', is: true, or: {} }]],
])('%s from outside is refused', (_, filter) => {
  expect(requestFilterSchema.safeParse(filter).success).toBe(false);
});

test.each([
  ['quotes', '"'.repeat(1_000_001)],
  ['escapes', `user:"${'\\'.repeat(1_000_001)}`],
  ['brackets', '('.repeat(1_000_000)],
  ['spaces', `${' '.repeat(1_000_000)}x`],
  ['commas', `model:${','.repeat(1_000_000)}`],
  ['minus signs', `${'-'.repeat(1_000_000)}model:x`],
  ['conditions', 'status:5xx '.repeat(100_000)],
  ['digits', `cost>${'9'.repeat(1_000_000)}`],
  ['quoted words', 'user:"a" '.repeat(100_000)],
])('a million %s are refused at once, with a message that can be shown', (_, text) => {
  const began = performance.now();
  const query = parseRequestQuery(text);
  expect(performance.now() - began).toBeLessThan(3000);
  expect(query.ok).toBe(false);
  expect((query as { message: string }).message.length).toBeLessThan(400);
});

test('markup and formulas are values as they are', () => {
  for (const text of ['<img src=x onerror=alert(1)>', '=1+1', '@SUM(1)', '{{7*7}}', "'; DROP TABLE requests; --", '\u202Egnp.exe']) {
    const filter: RequestFilter = [{ kind: 'text', field: 'user', isNot: false, values: [text] }];
    expect(parsed(formatRequestQuery(filter))).toEqual(filter);
  }
});
