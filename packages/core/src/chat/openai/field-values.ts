import { type DecodeRefusal, refuseType, refuseValue } from './decode-refusal.ts';
import { isJsonObject } from './is-json-object.ts';

export function isNumber(value: unknown): value is number {
  return typeof value === 'number' && Number.isFinite(value);
}

/** An integer of at least 1. */
export function isCount(value: unknown): value is number {
  return typeof value === 'number' && Number.isSafeInteger(value) && value >= 1;
}

export function refuseCount(field: string, value: unknown): DecodeRefusal {
  return typeof value === 'number' ? refuseValue(field, 'an integer of at least 1') : refuseType(field, 'an integer', value);
}

/** @returns a copy without `__proto__`, which assignment would turn into a prototype. */
export function readMetadata(value: unknown): Record<string, string> | DecodeRefusal {
  if (!isJsonObject(value)) return refuseType('metadata', 'an object of strings', value);
  const metadata: Record<string, string> = {};
  for (const key in value) {
    const entry = value[key];
    if (typeof entry !== 'string') return refuseType(`metadata.${key.slice(0, 64)}`, 'a string', entry);
    if (key !== '__proto__') metadata[key] = entry;
  }
  return metadata;
}
