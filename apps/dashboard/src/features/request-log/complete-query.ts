import { quoteValue } from '@tollgate/core/request-filter/format-request-query';
import { CACHE_VALUES, FILTER_FIELDS, isFlagField, isNumberField } from '@tollgate/core/request-filter/request-filter';

/** A completion: what stands in the list, and the text that replaces `from` to `to`. */
export type Completion = { label: string; hint: string; text: string; from: number; to: number };

/** Values that were seen, by field: `value` is what a filter takes, `label` what people call it. */
export type KnownValues = ReadonlyMap<string, readonly { value: string; label: string }[]>;

const HINTS: Record<string, string> = {
  status: 'success, error, 4xx, 5xx, 429',
  id: 'a whole request id',
  model: 'that served the request',
  requested: 'model or route as the caller wrote it',
  provider: 'that served the request',
  key: 'name or id',
  route: 'name',
  user: 'end user',
  session: 'session id',
  tag: 'one of its tags',
  error: 'error code',
  cache: 'hit, semantic, miss, off',
  streamed: 'yes or no',
  fallback: 'yes or no: more than one attempt',
  cost: 'in dollars: cost>0.01',
  duration: 'duration>2s',
  'first-token': 'first-token>800ms',
  attempts: 'attempts>1',
};
const FIXED: Record<string, readonly string[]> = { status: ['success', 'error', '4xx', '5xx', '429', '499'], cache: CACHE_VALUES };
const MOST = 8;

/** What the word at the caret could become: fields while none is named, then values of the field. */
export function completeQuery(text: string, caret: number, known: KnownValues): Completion[] {
  const from = wordStart(text, caret);
  const word = text.slice(from, caret);
  const minus = word.startsWith('-') ? '-' : '';
  const colon = word.indexOf(':');
  if (colon === -1) {
    const typed = word.slice(minus.length).toLowerCase();
    return FILTER_FIELDS.filter((field) => field.startsWith(typed) && !(minus === '-' && (isNumberField(field) || isFlagField(field))))
      .slice(0, typed === '' ? FILTER_FIELDS.length : MOST)
      .map((field) => ({
        label: isNumberField(field) ? `${field}>` : `${minus}${field}:`,
        hint: HINTS[field] ?? '',
        text: isNumberField(field) ? `${field}>` : `${minus}${field}:`,
        from,
        to: caret,
      }));
  }
  const field = word.slice(minus.length, colon).toLowerCase();
  const typedFrom = from + Math.max(colon, word.lastIndexOf(',')) + 1;
  const typed = text.slice(typedFrom, caret).replaceAll('"', '').toLowerCase();
  const values = isFlagField(field)
    ? ['yes', 'no'].map((value) => ({ value, label: value }))
    : [...(FIXED[field] ?? []).map((value) => ({ value, label: value })), ...(known.get(field) ?? [])];
  const unique = new Map(values.map((each) => [each.value, each]));
  return [...unique.values()]
    .filter(({ value, label }) => value !== typed && `${value}\n${label}`.toLowerCase().includes(typed))
    .slice(0, MOST)
    .map(({ value, label }) => ({
      label,
      hint: field,
      text: `${quoteValue(field === 'key' ? label : value)} `,
      from: typedFrom,
      to: caret,
    }));
}

function wordStart(text: string, caret: number): number {
  let start = 0;
  let isQuoted = false;
  for (let index = 0; index < caret; index++) {
    if (text[index] === '"' && text[index - 1] !== '\\') isQuoted = !isQuoted;
    else if (text[index] === ' ' && !isQuoted) start = index + 1;
  }
  return start;
}
