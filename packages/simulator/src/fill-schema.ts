import { isObject } from './parse-call.ts';

const MAX_DEPTH = 8;
const FORMATS: Readonly<Record<string, string>> = {
  date: '2026-01-01',
  'date-time': '2026-01-01T00:00:00Z',
  time: '00:00:00Z',
  email: 'user@example.com',
  uri: 'https://example.com/',
  url: 'https://example.com/',
  uuid: '00000000-0000-4000-8000-000000000000',
  ipv4: '192.0.2.1',
};

/** The same valid value for the same JSON Schema, as small as the schema allows; `{}` for an empty schema. */
export function fillSchema(schema: Record<string, unknown>): unknown {
  return Object.keys(schema).length === 0 ? {} : fill(schema, schema, 0);
}

function fill(schema: unknown, root: Record<string, unknown>, depth: number): unknown {
  if (!isObject(schema) || depth > MAX_DEPTH) return null;
  if ('const' in schema) return schema['const'];
  if ('default' in schema) return schema['default'];
  const examples = schema['enum'] ?? schema['examples'];
  if (Array.isArray(examples) && examples.length > 0) return examples[0];
  if (typeof schema['$ref'] === 'string') return fill(resolve(schema['$ref'], root), root, depth + 1);
  for (const union of ['anyOf', 'oneOf']) {
    const options = schema[union];
    if (Array.isArray(options)) return fill(options[0], root, depth + 1);
  }
  if (Array.isArray(schema['allOf'])) return Object.assign({}, ...schema['allOf'].map((part) => fill(part, root, depth + 1)));
  const type = Array.isArray(schema['type']) ? schema['type'][0] : schema['type'];
  switch (type) {
    case 'string':
      return textFor(schema);
    case 'integer':
    case 'number':
      return numberFor(schema);
    case 'boolean':
      return true;
    case 'null':
      return null;
    case 'array': {
      const length = Math.min(Number(schema['minItems'] ?? 1), Number(schema['maxItems'] ?? 100));
      return Array.from({ length }, () => fill(schema['items'] ?? { type: 'string' }, root, depth + 1));
    }
    default:
      return isObject(schema['properties']) ? objectFor(schema, schema['properties'], root, depth) : {};
  }
}

/** The required properties; all of them where none is required, so that the call says something. */
function objectFor(
  schema: Record<string, unknown>,
  properties: Record<string, unknown>,
  root: Record<string, unknown>,
  depth: number,
): unknown {
  const names =
    Array.isArray(schema['required']) && schema['required'].length > 0 ? schema['required'].map(String) : Object.keys(properties);
  return Object.fromEntries(names.map((name) => [name, fill(properties[name] ?? {}, root, depth + 1)]));
}

function textFor(schema: Record<string, unknown>): string {
  const text = FORMATS[String(schema['format'])] ?? 'text';
  return text.padEnd(Math.min(Number(schema['minLength'] ?? 0), 10_000), 'x').slice(0, Number(schema['maxLength'] ?? 10_000));
}

function numberFor(schema: Record<string, unknown>): number {
  if (typeof schema['exclusiveMinimum'] === 'number') return schema['exclusiveMinimum'] + (schema['type'] === 'integer' ? 1 : 0.5);
  if (typeof schema['minimum'] === 'number') return schema['minimum'];
  if (typeof schema['maximum'] === 'number') return Math.min(1, schema['maximum']);
  return 1;
}

function resolve(reference: string, root: Record<string, unknown>): unknown {
  let at: unknown = root;
  for (const step of reference.split('/').slice(1)) at = isObject(at) ? at[step.replaceAll('~1', '/').replaceAll('~0', '~')] : undefined;
  return at;
}
