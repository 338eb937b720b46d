import {
  CACHE_VALUES,
  FILTER_FIELDS,
  type FilterTerm,
  isFlagField,
  isNumberField,
  isTextField,
  LONGEST_VALUE,
  MOST_TERMS,
  MOST_VALUES,
  type NumberField,
  type RequestFilter,
  STATUS_PATTERN,
} from './request-filter.ts';

/** What a text means, or where it cannot be understood and what would be possible there. Positions are in UTF-16 units. */
export type ParsedQuery = { ok: true; filter: RequestFilter } | { ok: false; message: string; from: number; to: number };

/**
 * Reads `status:5xx model:gpt-4o,gpt-4.1 user:"ann b" -tag:batch cost>0.01 duration>2s streamed:yes`. Nothing is dropped in silence: what
 * is not understood is an error. A whole request id may stand alone.
 */
export function parseRequestQuery(text: string): ParsedQuery {
  const filter: RequestFilter = [];
  for (const { word, from } of splitWords(text)) {
    const term = parseTerm(word);
    if (typeof term === 'string') return { ok: false, message: term, from, to: from + word.length };
    filter.push(term);
  }
  if (filter.length > MOST_TERMS) return { ok: false, message: `At most ${MOST_TERMS} conditions at once.`, from: 0, to: text.length };
  return { ok: true, filter };
}

/** Words at spaces outside quotes. */
function splitWords(text: string): { word: string; from: number }[] {
  return [...text.matchAll(/(?:[^\s"]|"(?:[^"\\]|\\.)*(?:"|\\?$))+/gsu)].map((match) => ({ word: match[0], from: match.index }));
}

function parseTerm(word: string): FilterTerm | string {
  if (/^req_[0-9a-z]+$/.test(word)) return { kind: 'text', field: 'id', isNot: false, values: [word] };
  const match = /^(-?)([A-Za-z][A-Za-z-]*)(:|>=?|<=?)(.*)$/s.exec(word);
  if (!match)
    return `“${shorten(word)}” is no condition. Write a field and a value, such as status:5xx. Fields: ${FILTER_FIELDS.join(', ')}.`;
  const [, minus, name = '', operator = '', rest = ''] = match;
  const field = name.toLowerCase();
  if (isNumberField(field)) return parseNumber(field, minus === '-', operator, rest);
  const isNot = minus === '-';
  if (isTextField(field)) {
    if (operator !== ':') return `${field} is compared with a colon, such as ${field}:${exampleOf(field)}.`;
    return parseTexts(field, isNot, rest);
  }
  if (!isFlagField(field)) return `There is no field “${shorten(name)}”. Fields: ${FILTER_FIELDS.join(', ')}.`;
  const answer = { yes: true, true: true, no: false, false: false }[rest.toLowerCase()];
  if (operator !== ':' || answer === undefined) return `${field} is yes or no: write ${field}:yes or ${field}:no.`;
  return { kind: 'flag', field, is: answer !== isNot };
}

function parseTexts(field: Extract<FilterTerm, { kind: 'text' }>['field'], isNot: boolean, rest: string): FilterTerm | string {
  const values = splitValues(rest);
  if (values === null) return `A quote is not closed after ${field}: write ${field}:"some text".`;
  if (values.length === 0 || values.includes('')) return `Write a value after ${field}:, such as ${field}:${exampleOf(field)}.`;
  if (values.length > MOST_VALUES) return `At most ${MOST_VALUES} values of ${field} at once.`;
  if (values.some((value) => value.length > LONGEST_VALUE || !value.isWellFormed() || value.includes('\0'))) {
    return `A value of ${field} has at most ${LONGEST_VALUE} characters and no control characters.`;
  }
  const checked = field === 'status' || field === 'cache' ? values.map((value) => value.toLowerCase()) : values;
  if (field === 'status' && !checked.every((value) => STATUS_PATTERN.test(value))) {
    return 'A status is success, error, a class such as 4xx or 5xx, or a number such as 429.';
  }
  if (field === 'cache' && !checked.every((value) => (CACHE_VALUES as readonly string[]).includes(value))) {
    return `cache is one of ${CACHE_VALUES.join(', ')}.`;
  }
  return { kind: 'text', field, isNot, values: [...new Set(checked)] };
}

/** Values at commas outside quotes; `null` when a quote stays open. */
function splitValues(text: string): string[] | null {
  const values: string[] = [];
  let current = '';
  let isQuoted = false;
  for (let index = 0; index < text.length; index++) {
    const character = text[index] ?? '';
    if (isQuoted && character === '\\' && index + 1 < text.length) current += text[++index];
    else if (character === '"') isQuoted = !isQuoted;
    else if (character === ',' && !isQuoted) {
      values.push(current);
      current = '';
    } else current += character;
  }
  if (isQuoted) return null;
  return text === '' ? [] : [...values, current];
}

const UNITS: Record<string, bigint> = { ms: 1n, s: 1000n, m: 60_000n, min: 60_000n };

function parseNumber(field: NumberField, isNot: boolean, operator: string, rest: string): FilterTerm | string {
  const example = { cost: 'cost>0.01', duration: 'duration>2s', 'first-token': 'first-token>800ms', attempts: 'attempts>1' }[field];
  if (isNot || operator === ':') return `${field} is compared with > or <, such as ${example}.`;
  if (operator.length > 1) return `Write ${field}${operator[0]} without the equals sign, such as ${example}.`;
  const comparison = operator as '>' | '<';
  if (field === 'cost') {
    const match = /^\$?(\d{1,9}(?:\.\d{1,12})?)$/.exec(rest);
    return match ? { kind: 'number', field, comparison, value: match[1] ?? '' } : `cost is in dollars, such as ${example}.`;
  }
  if (field === 'attempts') {
    return /^\d{1,4}$/.test(rest) ? { kind: 'number', field, comparison, value: rest } : `attempts is a whole number, such as ${example}.`;
  }
  const match = /^(\d{1,7})(?:\.(\d{1,3}))?(ms|s|min|m)$/.exec(rest);
  if (!match) return `${field} needs a unit: ms, s or min, such as ${example}.`;
  const thousandths = BigInt(match[1] ?? 0) * 1000n + BigInt((match[2] ?? '').padEnd(3, '0'));
  const milliseconds = (thousandths * (UNITS[match[3] ?? 'ms'] ?? 1n)) / 1000n;
  return milliseconds <= 2_000_000_000n
    ? { kind: 'number', field, comparison, value: milliseconds.toString() }
    : `${field} is a few weeks at most.`;
}

function exampleOf(field: Extract<FilterTerm, { kind: 'text' }>['field']): string {
  return {
    status: '5xx',
    id: 'req_…',
    model: 'gpt-4o',
    requested: 'openai/gpt-4o',
    provider: 'openai',
    key: '"Server key"',
    route: 'smart',
    user: '"ann"',
    session: 's-1',
    tag: 'batch',
    error: 'rate_limited',
    cache: 'hit',
  }[field];
}

function shorten(text: string): string {
  return text.length > 40 ? `${text.slice(0, 39).toWellFormed()}…` : text;
}
