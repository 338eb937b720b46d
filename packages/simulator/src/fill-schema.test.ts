import { describe, expect, it } from 'vitest';
import { fillSchema } from './fill-schema.ts';

describe('fillSchema', () => {
  it.each<[string, Record<string, unknown>, unknown]>([
    [
      'the required properties only',
      { type: 'object', properties: { city: { type: 'string' }, unit: { type: 'string' } }, required: ['city'] },
      { city: 'text' },
    ],
    [
      'all properties when none is required',
      { type: 'object', properties: { a: { type: 'integer' }, b: { type: 'boolean' } } },
      { a: 1, b: true },
    ],
    [
      'constants, defaults, enumerations and examples',
      { properties: { a: { const: 7 }, b: { default: 'd' }, c: { enum: ['x', 'y'] }, d: { examples: [3] } } },
      { a: 7, b: 'd', c: 'x', d: 3 },
    ],
    [
      'numbers within their bounds',
      {
        properties: { a: { type: 'integer', minimum: 5 }, b: { type: 'integer', exclusiveMinimum: 5 }, c: { type: 'number', maximum: 0 } },
      },
      { a: 5, b: 6, c: 0 },
    ],
    [
      'text of the length and format asked for',
      { properties: { a: { type: 'string', minLength: 6 }, b: { type: 'string', maxLength: 2 }, c: { type: 'string', format: 'date' } } },
      { a: 'textxx', b: 'te', c: '2026-01-01' },
    ],
    [
      'arrays',
      { properties: { a: { type: 'array', items: { type: 'null' }, minItems: 2 }, b: { type: 'array', maxItems: 0 } } },
      { a: [null, null], b: [] },
    ],
    [
      'the first of a union, and all of an intersection',
      {
        properties: {
          a: { anyOf: [{ type: 'integer' }, { type: 'null' }] },
          b: { type: ['string', 'null'] },
          c: { allOf: [{ properties: { x: { const: 1 } } }, { properties: { y: { const: 2 } } }] },
        },
      },
      { a: 1, b: 'text', c: { x: 1, y: 2 } },
    ],
    [
      'references',
      { properties: { a: { $ref: '#/$defs/point' } }, $defs: { point: { type: 'object', properties: { x: { type: 'number' } } } } },
      { a: { x: 1 } },
    ],
    ['nothing for a tool without parameters', {}, {}],
    ['an object without properties', { type: 'object' }, {}],
  ])('makes %s', (_, schema, value) => {
    expect(fillSchema(schema)).toEqual(value);
  });

  it('ends on a schema that refers to itself', () => {
    const schema = { type: 'object', properties: { child: { $ref: '#' } }, required: ['child'] };
    expect(JSON.stringify(fillSchema(schema))).toMatch(/^(?:\{"child":){3,20}null\}+$/);
  });
});
