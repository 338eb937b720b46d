/** Fields whose values are texts; several values of one term mean any of them. */
export const TEXT_FIELDS = ['id', 'model', 'requested', 'provider', 'key', 'route', 'user', 'session', 'tag', 'error', 'cache'] as const;
export type TextField = (typeof TEXT_FIELDS)[number];

export const FLAG_FIELDS = ['streamed', 'fallback'] as const;
export type FlagField = (typeof FLAG_FIELDS)[number];

/** `cost` in dollars; `duration` and `first-token` in milliseconds; the others are counts. */
export const NUMBER_FIELDS = ['cost', 'duration', 'first-token', 'attempts'] as const;
export type NumberField = (typeof NUMBER_FIELDS)[number];

export type FilterField = 'status' | TextField | FlagField | NumberField;
export const FILTER_FIELDS: readonly FilterField[] = ['status', ...TEXT_FIELDS, ...FLAG_FIELDS, ...NUMBER_FIELDS];

export const CACHE_VALUES = ['hit', 'semantic', 'miss', 'off'] as const;

/** `success` is below 400, `error` is 400 and above; else a class such as `5xx` or a whole number such as `429`. */
export const STATUS_PATTERN = /^(?:success|error|[1-5]xx|[1-5]\d\d)$/;

/** One condition on requests. All terms of a filter must hold; the values of one term are alternatives, unless it is turned round. */
export type FilterTerm =
  | { kind: 'text'; field: TextField | 'status'; isNot: boolean; values: string[] }
  | { kind: 'flag'; field: FlagField; is: boolean }
  /** `value` in decimal digits. */
  | { kind: 'number'; field: NumberField; comparison: '>' | '<'; value: string };

export type RequestFilter = FilterTerm[];

export const MOST_TERMS = 20;
export const MOST_VALUES = 20;
export const LONGEST_VALUE = 256;

export function isTextField(field: string): field is TextField | 'status' {
  return field === 'status' || (TEXT_FIELDS as readonly string[]).includes(field);
}

export function isFlagField(field: string): field is FlagField {
  return (FLAG_FIELDS as readonly string[]).includes(field);
}

export function isNumberField(field: string): field is NumberField {
  return (NUMBER_FIELDS as readonly string[]).includes(field);
}
