import type { JsonObject } from './is-json-object.ts';

/** Fields that are not among the known ones and not null; absent when there are none. */
export function otherFields(value: JsonObject, known: readonly string[]): JsonObject | undefined {
  let others: JsonObject | undefined;
  for (const field in value) {
    // Assignment to `__proto__` would set a prototype instead of a field.
    if (field === '__proto__' || known.includes(field) || value[field] === null || value[field] === undefined) continue;
    others ??= {};
    others[field] = value[field];
  }
  return others;
}
