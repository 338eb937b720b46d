import { parseAsString, parseAsStringLiteral } from 'nuqs';
import { RANGE_PRESETS } from '../time-range/range.ts';

/** What the Requests page keeps in its URL, the open request included. */
export const requestSearchParams = {
  status: parseAsStringLiteral(['success', 'error']),
  model: parseAsString.withDefault(''),
  key: parseAsString,
  id: parseAsString.withDefault(''),
  range: parseAsStringLiteral(RANGE_PRESETS).withDefault('24h'),
  from: parseAsString,
  to: parseAsString,
  zone: parseAsString,
  request: parseAsString,
};
