import { isJsonObject, type JsonObject } from '@tollgate/core/chat/openai/is-json-object';

/** Keywords that are taken as they are. */
const KEPT = new Set(['$id', '$anchor', 'type', 'title', 'description', 'minItems', 'maxItems', 'minimum', 'maximum', 'propertyOrdering']);
/** Keywords whose loss changes what is valid; any other unknown one only describes. */
const BINDING = new Set([
  'pattern',
  'minLength',
  'maxLength',
  'uniqueItems',
  'multipleOf',
  'not',
  'if',
  'patternProperties',
  'propertyNames',
  'dependentRequired',
  'dependentSchemas',
  'dependencies',
  'contains',
  'minProperties',
  'maxProperties',
  'unevaluatedProperties',
  'unevaluatedItems',
]);
const FORMATS = new Set(['date-time', 'date', 'time', 'int32', 'int64', 'float', 'double']);
/** Deeper and larger schemas are cut: a reference may multiply, and the body must be written without running out of stack. */
const DEEPEST = 64;
const MOST_NODES = 50_000;

/** `isExact`: nothing was lost that decides what is valid. */
export type CleanedSchema = { schema: JsonObject; isExact: boolean };

/**
 * The part of JSON Schema that `parametersJsonSchema` and `responseJsonSchema` take: definitions under `$defs`, references to those only,
 * alternatives as `anyOf`, constants as `enum`.
 *
 * @see https://ai.google.dev/api/generate-content#FIELDS.response_json_schema
 */
export function cleanJsonSchema(schema: JsonObject): CleanedSchema {
  const cleaning: Cleaning = { root: schema, nodes: 0, isExact: true };
  return { schema: clean(schema, cleaning, 0), isExact: cleaning.isExact };
}

type Cleaning = { root: JsonObject; nodes: number; isExact: boolean };

function clean(schema: unknown, cleaning: Cleaning, depth: number): JsonObject {
  if (schema === true) return {};
  if (!isJsonObject(schema) || depth > DEEPEST || ++cleaning.nodes > MOST_NODES) {
    cleaning.isExact = false;
    return {};
  }
  const reference = schema['$ref'];
  if (typeof reference === 'string') return followReference(reference, schema, cleaning, depth);
  const cleaned: JsonObject = {};
  for (const keyword in schema) writeKeyword(keyword, schema[keyword], cleaned, cleaning, depth);
  if (schema['nullable'] === true && typeof cleaned['type'] === 'string') cleaned['type'] = [cleaned['type'], 'null'];
  return cleaned;
}

function writeKeyword(keyword: string, value: unknown, cleaned: JsonObject, cleaning: Cleaning, depth: number): void {
  switch (keyword) {
    case '$defs':
    case 'definitions':
      cleaned['$defs'] = { ...(isJsonObject(cleaned['$defs']) ? cleaned['$defs'] : {}), ...cleanEach(value, cleaning, depth) };
      return;
    case 'properties':
      cleaned['properties'] = {
        ...(isJsonObject(cleaned['properties']) ? cleaned['properties'] : {}),
        ...cleanEach(value, cleaning, depth),
      };
      return;
    case 'required':
      if (Array.isArray(value)) cleaned['required'] = union(cleaned['required'], value);
      return;
    case 'items':
      if (Array.isArray(value)) cleaned['prefixItems'] = value.map((item) => clean(item, cleaning, depth + 1));
      else if (isJsonObject(value)) cleaned['items'] = clean(value, cleaning, depth + 1);
      return;
    case 'prefixItems':
    case 'anyOf':
    case 'oneOf':
      if (Array.isArray(value)) {
        cleaned[keyword === 'oneOf' ? 'anyOf' : keyword] = value.map((item) => clean(item, cleaning, depth + 1));
      }
      return;
    case 'allOf':
      if (Array.isArray(value)) for (const part of value) merge(cleaned, clean(part, cleaning, depth + 1));
      return;
    case 'additionalProperties':
      cleaned[keyword] = typeof value === 'boolean' ? value : clean(value, cleaning, depth + 1);
      return;
    case 'enum':
    case 'const':
      writeEnum(keyword === 'const' ? [value] : value, cleaned, cleaning);
      return;
    case 'exclusiveMinimum':
    case 'exclusiveMaximum':
      if (typeof value === 'number') cleaned[keyword === 'exclusiveMinimum' ? 'minimum' : 'maximum'] = value;
      cleaning.isExact = false;
      return;
    case 'format':
      if (typeof value === 'string' && FORMATS.has(value)) cleaned['format'] = value;
      return;
    default:
      if (KEPT.has(keyword)) cleaned[keyword] = value;
      else if (BINDING.has(keyword)) cleaning.isExact = false;
  }
}

function cleanEach(schemas: unknown, cleaning: Cleaning, depth: number): JsonObject {
  const cleaned: JsonObject = {};
  if (!isJsonObject(schemas)) return cleaned;
  for (const name in schemas) if (name !== '__proto__') cleaned[name] = clean(schemas[name], cleaning, depth + 1);
  return cleaned;
}

/** Only strings and numbers can be enumerated. */
function writeEnum(values: unknown, cleaned: JsonObject, cleaning: Cleaning): void {
  if (!Array.isArray(values)) return;
  const taken = values.filter((value) => typeof value === 'string' || typeof value === 'number');
  if (taken.length < values.filter((value) => value !== null).length) cleaning.isExact = false;
  if (taken.length > 0) cleaned['enum'] = taken;
}

/** Everything that all parts of an `allOf` say, as one schema. */
function merge(into: JsonObject, part: JsonObject): void {
  for (const keyword in part) {
    const before = into[keyword];
    const value = part[keyword];
    if (keyword === 'required') into[keyword] = union(before, value);
    else if ((keyword === 'properties' || keyword === '$defs') && isJsonObject(before) && isJsonObject(value)) {
      into[keyword] = { ...before, ...value };
    } else into[keyword] ??= value;
  }
}

function union(before: unknown, more: unknown): unknown[] {
  return [...new Set([...(Array.isArray(before) ? before : []), ...(Array.isArray(more) ? more : [])])];
}

/** References to definitions stay; others are replaced by what they point to. Nothing may stand beside a reference. */
function followReference(reference: string, schema: JsonObject, cleaning: Cleaning, depth: number): JsonObject {
  const name = /^#\/(?:\$defs|definitions)\/([^/]+)$/.exec(reference)?.[1];
  const kept: JsonObject = name === undefined ? resolve(reference, cleaning, depth) : { $ref: `#/$defs/${name}` };
  // A root may be a reference into the definitions beside it.
  for (const keyword of ['$defs', 'definitions']) {
    if (schema[keyword] !== undefined) writeKeyword(keyword, schema[keyword], kept, cleaning, depth);
  }
  return kept;
}

function resolve(reference: string, cleaning: Cleaning, depth: number): JsonObject {
  let found: unknown = reference.startsWith('#/') ? cleaning.root : undefined;
  for (const step of reference.slice(2).split('/')) {
    const key = step.replaceAll('~1', '/').replaceAll('~0', '~');
    found = isJsonObject(found) && Object.hasOwn(found, key) ? found[key] : undefined;
  }
  return clean(found, cleaning, depth + 1);
}
