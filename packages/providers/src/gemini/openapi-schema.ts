import { isJsonObject, type JsonObject } from '@tollgate/core/chat/openai/is-json-object';
import { cleanJsonSchema, type CleanedSchema } from './json-schema.ts';

const KEPT = new Set(['title', 'description', 'minItems', 'maxItems', 'minimum', 'maximum', 'required', 'propertyOrdering']);
const DEEPEST = 32;
const MOST_NODES = 20_000;

/**
 * The subset of OpenAPI's schema object that older models take (`parameters`, `responseSchema`): no references, one type, `nullable`.
 *
 * @see https://ai.google.dev/api/caching#Schema
 */
export function toOpenApiSchema(schema: JsonObject): CleanedSchema {
  const cleaned = cleanJsonSchema(schema);
  const conversion: Conversion = { definitions: cleaned.schema['$defs'], nodes: 0, isExact: cleaned.isExact };
  return { schema: convert(cleaned.schema, conversion, 0), isExact: conversion.isExact };
}

type Conversion = { definitions: unknown; nodes: number; isExact: boolean };

function convert(schema: unknown, conversion: Conversion, depth: number): JsonObject {
  if (!isJsonObject(schema) || depth > DEEPEST || ++conversion.nodes > MOST_NODES) {
    conversion.isExact = false;
    return { type: 'OBJECT' };
  }
  const reference = schema['$ref'];
  if (typeof reference === 'string') return convert(definition(reference, conversion), conversion, depth + 1);
  const converted: JsonObject = {};
  for (const keyword in schema) if (KEPT.has(keyword)) converted[keyword] = schema[keyword];
  writeType(schema, converted, conversion, depth);
  if (schema['format'] === 'date-time') converted['format'] = 'date-time';
  if (isJsonObject(schema['properties'])) {
    const properties: JsonObject = {};
    for (const name in schema['properties']) properties[name] = convert(schema['properties'][name], conversion, depth + 1);
    // An object without properties must not say so.
    if (Object.keys(properties).length > 0) converted['properties'] = properties;
  }
  if (schema['items'] !== undefined) converted['items'] = convert(schema['items'], conversion, depth + 1);
  if (schema['prefixItems'] !== undefined || isJsonObject(schema['additionalProperties'])) conversion.isExact = false;
  if (Array.isArray(schema['enum'])) writeEnum(schema['enum'], converted, conversion);
  if (Array.isArray(schema['anyOf'])) writeAlternatives(schema['anyOf'], converted, conversion, depth);
  return converted;
}

function definition(reference: string, { definitions }: Conversion): unknown {
  const name = reference.slice('#/$defs/'.length);
  return isJsonObject(definitions) && Object.hasOwn(definitions, name) ? definitions[name] : undefined;
}

function writeType(schema: JsonObject, converted: JsonObject, conversion: Conversion, depth: number): void {
  const type = schema['type'];
  if (typeof type === 'string') converted['type'] = type.toUpperCase();
  if (!Array.isArray(type)) return;
  const types = type.filter((one): one is string => typeof one === 'string' && one !== 'null');
  if (type.includes('null')) converted['nullable'] = true;
  if (types.length === 1) converted['type'] = types[0]?.toUpperCase();
  else converted['anyOf'] = types.map((one) => convert({ type: one }, conversion, depth + 1));
}

/** Only strings can be enumerated. */
function writeEnum(values: readonly unknown[], converted: JsonObject, conversion: Conversion): void {
  const isText = values.every((value) => typeof value === 'string') && (converted['type'] ?? 'STRING') === 'STRING';
  if (!isText) {
    conversion.isExact = false;
    return;
  }
  converted['type'] = 'STRING';
  converted['enum'] = values;
}

/** `anyOf: [X, {type: null}]` is X, or nothing. */
function writeAlternatives(alternatives: readonly unknown[], converted: JsonObject, conversion: Conversion, depth: number): void {
  const real = alternatives.filter((one) => !(isJsonObject(one) && one['type'] === 'null'));
  if (real.length < alternatives.length) converted['nullable'] = true;
  const written = real.map((one) => convert(one, conversion, depth + 1));
  const only = written[0];
  if (written.length === 1 && only !== undefined) for (const keyword in only) converted[keyword] ??= only[keyword];
  else if (written.length > 0) converted['anyOf'] = written;
}
