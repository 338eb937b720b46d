import type { FilterTerm, RequestFilter } from './request-filter.ts';

/** The text that `parseRequestQuery` reads back as the same filter. */
export function formatRequestQuery(filter: RequestFilter): string {
  return filter.map(formatTerm).join(' ');
}

export function formatTerm(term: FilterTerm): string {
  switch (term.kind) {
    case 'text':
      return `${term.isNot ? '-' : ''}${term.field}:${term.values.map(quoteValue).join(',')}`;
    case 'flag':
      return `${term.field}:${term.is ? 'yes' : 'no'}`;
    case 'number':
      return `${term.field}${term.comparison}${term.field === 'duration' || term.field === 'first-token' ? withUnit(term.value) : term.value}`;
  }
}

/** Quotes where the bare text would mean something else. */
export function quoteValue(value: string): string {
  return /^[^\s",\\]+$/u.test(value) ? value : `"${value.replaceAll(/["\\]/g, (character) => `\\${character}`)}"`;
}

function withUnit(milliseconds: string): string {
  return milliseconds.length > 3 && milliseconds.endsWith('000') ? `${milliseconds.slice(0, -3)}s` : `${milliseconds}ms`;
}
