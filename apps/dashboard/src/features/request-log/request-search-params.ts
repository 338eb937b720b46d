import { parseAsBoolean, parseAsString, parseAsStringLiteral } from 'nuqs';

/** What the Requests page keeps in its URL besides the range of time, the open request included. */
export const requestSearchParams = {
  /** The filter as its language writes it: `status:5xx model:gpt-4o`. */
  q: parseAsString.withDefault(''),
  scope: parseAsStringLiteral(['project', 'all']).withDefault('project'),
  /** Ids of columns, separated by commas; the default ones when absent. */
  columns: parseAsString,
  live: parseAsBoolean.withDefault(true),
  request: parseAsString,
};

/** Those that a saved view keeps, with the range of time. */
export const VIEW_PARAMETERS = ['q', 'scope', 'columns', 'range', 'from', 'to', 'zone'] as const;
