/**
 * JSON that Postgres takes for `jsonb` whatever a caller wrote into its texts: NUL and unpaired surrogates, which JavaScript and JSON
 * allow and Postgres refuses, become U+FFFD. Without this a caller could keep a request out of the ledger by the name of its user.
 */
export function storableJson(value: unknown): string {
  const json = JSON.stringify(value);
  return /\\u(?:0000|d[89a-f])/.test(json) ? JSON.stringify(value, replaceUnstorable) : json;
}

function replaceUnstorable(_key: string, value: unknown): unknown {
  if (typeof value === 'string') return storableText(value);
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return value;
  return Object.fromEntries(Object.entries(value).map(([key, field]) => [storableText(key), field]));
}

function storableText(text: string): string {
  return text.toWellFormed().replaceAll('\0', '\uFFFD');
}
