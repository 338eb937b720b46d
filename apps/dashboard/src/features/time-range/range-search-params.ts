import { createParser, parseAsString, parseAsStringLiteral } from 'nuqs';
import { COMPARISONS } from './comparison.ts';
import { isRangePreset, type RangePreset } from './range.ts';

/** A preset, or any relative range such as `3w`. */
const parseAsRange = createParser<RangePreset>({
  parse: (text) => (isRangePreset(text) ? text : null),
  serialize: (preset) => preset,
});

/** What a page with a time range keeps in its URL; `range` is absent while it is the page's own default. */
export const rangeSearchParams = {
  range: parseAsRange,
  from: parseAsString,
  to: parseAsString,
  zone: parseAsString,
  compare: parseAsStringLiteral(COMPARISONS),
};
