import { expect, test } from 'vitest';
import { toNativeSchema } from './native-schema.ts';

const object = (properties: Record<string, unknown>, more: Record<string, unknown> = {}) => ({ type: 'object', properties, ...more });

test('closes every object, however deep, and leaves the rest as it is', () => {
  const $defs = { p: object({ x: { type: 'number' } }) };
  const schema = object({ a: { type: 'array', items: { $ref: '#/$defs/p' } }, b: { anyOf: [object({}), { type: 'null' }] } }, { $defs });
  expect(toNativeSchema(schema)).toEqual({
    isExact: true,
    schema: {
      type: 'object',
      additionalProperties: false,
      properties: {
        a: { type: 'array', items: { $ref: '#/$defs/p' } },
        b: { anyOf: [{ type: 'object', properties: {}, additionalProperties: false }, { type: 'null' }] },
      },
      $defs: { p: { type: 'object', properties: { x: { type: 'number' } }, additionalProperties: false } },
    },
  });
});

test('says limits in words and that it is no longer exact', () => {
  const converted = toNativeSchema(object({ a: { type: 'string', description: 'A name', minLength: 2, pattern: '^a' } }));
  expect(converted).toMatchObject({
    isExact: false,
    schema: { properties: { a: { type: 'string', description: 'A name (minLength: 2, pattern: "^a")' } } },
  });
});

test.each([
  ['an array', { type: 'array', items: {} }],
  ['open objects', object({ a: object({}, { additionalProperties: true }) })],
  ['maps', object({}, { additionalProperties: { type: 'string' } })],
  ['recursion', object({ a: { $ref: '#/$defs/a' } }, { $defs: { a: object({ b: { $ref: '#/$defs/a' } }) } })],
  ['recursion into the root', object({ a: { $ref: '#' } })],
  ['references that lead nowhere', object({ a: { $ref: '#/$defs/none' } })],
  ['other keywords', object({ a: { not: { type: 'string' } } })],
  ['boolean schemas', object({ a: true })],
])('leaves %s to the emulation', (_what, schema) => {
  expect(toNativeSchema(schema)).toBeNull();
});

test('a property may have any name', () => {
  const schema = JSON.parse('{"type":"object","properties":{"__proto__":{"type":"string"},"$defs":{"type":"number"}}}');
  expect(Object.keys((toNativeSchema(schema)?.schema['properties'] ?? {}) as object)).toEqual(['__proto__', '$defs']);
});
