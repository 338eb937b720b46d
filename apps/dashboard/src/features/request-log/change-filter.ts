import type { FilterTerm, RequestFilter, TextField } from '@tollgate/core/request-filter/request-filter';

type Field = TextField | 'status' | 'streamed' | 'fallback';

/** Whether a filter asks for a value of a field. */
export function hasValue(filter: RequestFilter, field: Field, value: string): boolean {
  return filter.some((term) =>
    term.kind === 'flag'
      ? term.field === field && term.is === (value === 'yes')
      : isOwn(term, field) && term.kind === 'text' && term.values.includes(value),
  );
}

/** The filter with a value added to those of its field, or taken away when it is there. */
export function toggleValue(filter: RequestFilter, field: Field, value: string): RequestFilter {
  if (field === 'streamed' || field === 'fallback') {
    const others = filter.filter((term) => term.field !== field);
    return hasValue(filter, field, value) ? others : [...others, { kind: 'flag', field, is: value === 'yes' }];
  }
  const own = filter.find((term) => isOwn(term, field));
  if (own?.kind !== 'text') return [...filter, { kind: 'text', field, isNot: false, values: [value] }];
  const values = own.values.includes(value) ? own.values.filter((each) => each !== value) : [...own.values, value];
  if (values.length === 0) return filter.filter((term) => term !== own);
  return filter.map((term) => (term === own ? { ...own, values } : term));
}

function isOwn(term: FilterTerm, field: Field): boolean {
  return term.kind === 'text' && term.field === field && !term.isNot;
}
