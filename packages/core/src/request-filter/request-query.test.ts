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
