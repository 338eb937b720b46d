import { parseAsString, parseAsStringLiteral } from 'nuqs';
import { parseAsRange } from '../time-range/range-search-params.ts';

/** What the Requests page keeps in its URL, the open request included. */
export const requestSearchParams = {
  status: parseAsStringLiteral(['success', 'error']),
  model: parseAsString.withDefault(''),
  key: parseAsString,
  id: parseAsString.withDefault(''),
  range: parseAsRange.withDefault('24h'),
  from: parseAsString,
  to: parseAsString,
  zone: parseAsString,
  request: parseAsString,
};
