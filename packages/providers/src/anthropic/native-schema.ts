import { isJsonObject, type JsonObject } from '@tollgate/core/chat/openai/is-json-object';

/** What the API's grammar knows. */
const KNOWN = new Set(['type', 'enum', 'const', 'required', 'title', 'description', 'default', 'format', '$ref', '$schema', '$id']);
const NESTED = ['properties', '$defs', 'definitions'];
const LISTS = ['anyOf', 'allOf'];
/** Keywords that only narrow a value: they are left out and told to the model in words. */
const NARROWING = new Set([
  'minimum',
  'maximum',
  'exclusiveMinimum',
  'exclusiveMaximum',
  'multipleOf',
  'minLength',
  'maxLength',
  'pattern',
  'minItems',
  'maxItems',
  'uniqueItems',
  'minProperties',
  'maxProperties',
]);

export type NativeSchema = { schema: JsonObject; isExact: boolean };

/**
 * A JSON Schema in the part of the language that the API enforces: every object closed, limits left out. `null` when that would change what
 * it means: open objects, recursion, other keywords.
 *
 * @see https://docs.claude.com/en/docs/build-with-claude/structured-outputs
 */
export function toNativeSchema(schema: JsonObject): NativeSchema | null {
  if (schema['type'] !== 'object' || isRecursive(schema, schema, new Set())) return null;
  const state = { isExact: true };
  const converted = convert(schema, state);
  return converted === null ? null : { schema: converted, isExact: state.isExact };
}

function convert(schema: JsonObject, state: { isExact: boolean }): JsonObject | null {
  const converted: JsonObject = {};
  const limits: string[] = [];
  for (const keyword in schema) {
    const value = schema[keyword];
    if (KNOWN.has(keyword)) converted[keyword] = value;
    else if (NARROWING.has(keyword)) limits.push(`${keyword}: ${JSON.stringify(value)}`);
    else if (keyword === 'additionalProperties') {
      if (value !== false) return null;
    } else if (keyword === 'items' && isJsonObject(value)) {
      const items = convert(value, state);
      if (items === null) return null;
      converted[keyword] = items;
    } else if (NESTED.includes(keyword) && isJsonObject(value)) {
      const nested = convertEach(value, state);
      if (nested === null) return null;
      converted[keyword] = nested;
    } else if (LISTS.includes(keyword) && Array.isArray(value)) {
      const list = value.map((entry) => (isJsonObject(entry) ? convert(entry, state) : null));
      if (list.includes(null)) return null;
      converted[keyword] = list;
    } else return null;
  }
  if (converted['type'] === 'object' || converted['properties'] !== undefined) converted['additionalProperties'] = false;
  if (limits.length > 0) {
    state.isExact = false;
    const said = typeof converted['description'] === 'string' ? `${converted['description']} ` : '';
    converted['description'] = `${said}(${limits.join(', ')})`;
  }
  return converted;
}

function convertEach(schemas: JsonObject, state: { isExact: boolean }): JsonObject | null {
  const entries: [string, JsonObject][] = [];
  for (const name of Object.keys(schemas)) {
    const value = schemas[name];
    const converted = isJsonObject(value) ? convert(value, state) : null;
    if (converted === null) return null;
    entries.push([name, converted]);
  }
  // A property may be called `__proto__`.
  return Object.fromEntries(entries);
}

function isRecursive(value: unknown, root: JsonObject, open: ReadonlySet<string>): boolean {
  if (Array.isArray(value)) return value.some((entry) => isRecursive(entry, root, open));
  if (!isJsonObject(value)) return false;
  const ref = value['$ref'];
  if (typeof ref === 'string') {
    const target = resolve(ref, root);
    // What points outside cannot be followed, by the API neither.
    if (target === undefined || open.has(ref)) return true;
    if (isRecursive(target, root, new Set(open).add(ref))) return true;
  }
  for (const field of Object.keys(value)) {
    // Definitions are looked at where they are used.
    if (field !== '$defs' && field !== 'definitions' && isRecursive(value[field], root, open)) return true;
  }
  return false;
}

function resolve(ref: string, root: JsonObject): unknown {
  if (!ref.startsWith('#/')) return undefined;
  let at: unknown = root;
  for (const step of ref.slice(2).split('/')) {
    if (!isJsonObject(at) || !Object.hasOwn(at, step)) return undefined;
    at = at[step];
  }
  return at;
}
