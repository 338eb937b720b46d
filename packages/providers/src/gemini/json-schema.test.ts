import { describe, expect, test } from 'vitest';
import { cleanJsonSchema } from './json-schema.ts';
import { toOpenApiSchema } from './openapi-schema.ts';

describe('JSON Schema as newer models take it', () => {
  test('keeps what the API knows, definitions and references included', () => {
    const schema = {
      type: 'object',
      title: 'T',
      description: 'd',
      properties: {
        a: { type: ['string', 'null'], enum: ['x', 'y'] },
        b: { type: 'array', items: { $ref: '#/$defs/N' }, minItems: 1 },
        c: { anyOf: [{ type: 'integer', minimum: 0 }, { type: 'null' }] },
        d: { type: 'string', format: 'date-time' },
      },
      required: ['a'],
      additionalProperties: false,
      $defs: { N: { type: 'object', properties: { next: { $ref: '#/$defs/N' } } } },
    };
    expect(cleanJsonSchema(schema)).toEqual({ schema, isExact: true });
  });

  test.each([
    [
      'older definitions',
      { $ref: '#/definitions/A', definitions: { A: { type: 'string' } } },
      { $ref: '#/$defs/A', $defs: { A: { type: 'string' } } },
    ],
    [
      'a reference elsewhere',
      { properties: { a: { type: 'string' }, b: { $ref: '#/properties/a' } } },
      { properties: { a: { type: 'string' }, b: { type: 'string' } } },
    ],
    ['what stands beside a reference', { items: { $ref: '#/$defs/A', description: 'd' } }, { items: { $ref: '#/$defs/A' } }],
    ['a choice of one', { oneOf: [{ type: 'string' }] }, { anyOf: [{ type: 'string' }] }],
    [
      'parts of one',
      {
        allOf: [
          { properties: { a: {} }, required: ['a'] },
          { properties: { b: {} }, required: ['b'] },
        ],
      },
      { properties: { a: {}, b: {} }, required: ['a', 'b'] },
    ],
    ['a constant', { const: 'x' }, { enum: ['x'] }],
    ['a tuple', { items: [{ type: 'string' }] }, { prefixItems: [{ type: 'string' }] }],
    ['OpenAPI’s nullable', { type: 'string', nullable: true }, { type: ['string', 'null'] }],
    [
      'mere description',
      { $schema: 's', $comment: 'c', examples: [1], default: 2, deprecated: true, type: 'integer' },
      { type: 'integer' },
    ],
    ['a format that it does not check', { type: 'string', format: 'email' }, { type: 'string' }],
    ['anything', { items: true, properties: { a: true } }, { properties: { a: {} } }],
  ])('says %s its way, without a loss', (_, given, schema) => {
    expect(cleanJsonSchema(given)).toEqual({ schema, isExact: true });
  });

  test.each([
    ['a pattern', { type: 'string', pattern: '^a' }],
    ['a length', { type: 'string', maxLength: 3 }],
    ['a negation', { type: 'string', not: { const: 'x' } }],
    ['a boolean constant', { type: 'boolean', const: true }],
    ['a reference to nothing', { $ref: '#/nowhere' }],
    ['a reference to all of it', { $ref: '#' }],
    ['a reference outside', { $ref: 'https://example.test/schema' }],
  ])('is not exact when it loses %s', (_, given) => {
    expect(cleanJsonSchema(given).isExact).toBe(false);
  });
});

describe('OpenAPI’s subset as older models take it', () => {
  test('has one type, says null apart, and holds no references', () => {
    const schema = {
      type: 'object',
      properties: {
        a: { type: ['string', 'null'] },
        b: { $ref: '#/$defs/B' },
        c: { anyOf: [{ type: 'integer' }, { type: 'null' }] },
        d: { type: ['string', 'number'] },
        e: { enum: ['x'] },
      },
      additionalProperties: false,
      $defs: { B: { type: 'array', items: { type: 'string', format: 'date-time' } } },
    };
    expect(toOpenApiSchema(schema)).toEqual({
      schema: {
        type: 'OBJECT',
        properties: {
          a: { type: 'STRING', nullable: true },
          b: { type: 'ARRAY', items: { type: 'STRING', format: 'date-time' } },
          c: { type: 'INTEGER', nullable: true },
          d: { anyOf: [{ type: 'STRING' }, { type: 'NUMBER' }] },
          e: { type: 'STRING', enum: ['x'] },
        },
      },
      isExact: true,
    });
  });

  test('ends a recursion, and says that something was lost', () => {
    const recursive = { $ref: '#/$defs/N', $defs: { N: { type: 'object', properties: { next: { $ref: '#/$defs/N' } } } } };
    expect(toOpenApiSchema(recursive)).toMatchObject({ schema: { type: 'OBJECT' }, isExact: false });
    expect(toOpenApiSchema({ type: 'integer', enum: [1, 2] })).toEqual({ schema: { type: 'INTEGER' }, isExact: false });
  });
});
