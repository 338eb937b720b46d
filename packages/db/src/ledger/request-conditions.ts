import { picoFromUsd } from '@tollgate/core/money/pico-usd';
import type { FilterTerm, RequestFilter } from '@tollgate/core/request-filter/request-filter';

/** Collects the values of a statement; `add` gives a value's placeholder. */
export type Placeholders = { values: unknown[]; add(value: unknown): string };

export function placeholders(...values: unknown[]): Placeholders {
  return { values, add: (value) => `$${values.push(value)}` };
}

const TEXT_COLUMNS = {
  id: 'request_id',
  model: 'model',
  requested: 'requested_model',
  provider: 'provider',
  key: 'key_id',
  route: 'route',
  user: 'end_user',
  session: 'session_id',
  error: 'error_code',
  cache: 'cache',
} as const;
const NUMBER_COLUMNS = { duration: 'duration_ms', 'first-token': 'first_token_ms', attempts: 'attempts' } as const;

/** SQL conditions on a row of `requests`, which the statement must call `request`; $1 is the organisation, keys are named by their ids. */
export function requestConditions(filter: RequestFilter, { add }: Placeholders): string[] {
  return filter.map((term) => requestCondition(term, add));
}

function requestCondition(term: FilterTerm, add: Placeholders['add']): string {
  if (term.kind === 'flag') return term.field === 'streamed' ? `is_stream = ${add(term.is)}` : `(attempts > 1) = ${add(term.is)}`;
  if (term.kind === 'number') {
    if (term.field !== 'cost') return `${NUMBER_COLUMNS[term.field]} ${term.comparison} ${add(term.value)}::bigint`;
    return `(SELECT coalesce(sum(attempt.cost_pico), 0) FROM attempts AS attempt
      WHERE attempt.organization_id = $1 AND attempt.request_id = request.request_id
        AND attempt.started_at BETWEEN request.started_at - interval '1 day' AND request.started_at + interval '1 day'
    ) ${term.comparison} ${add(picoFromUsd(term.value).toString())}::numeric`;
  }
  const positive = textCondition(term, add);
  return term.isNot ? `(${positive}) IS NOT TRUE` : positive;
}

function textCondition({ field, values }: Extract<FilterTerm, { kind: 'text' }>, add: Placeholders['add']): string {
  if (field === 'tag') return `tags && ${add(values)}::text[]`;
  if (field === 'status') return `(${values.map(statusCondition).join(' OR ')})`;
  return `${TEXT_COLUMNS[field]} = ANY (${add(values)}::text[])`;
}

/** Only for values that the filter's schema has taken: they become part of the statement. */
function statusCondition(value: string): string {
  if (value === 'success') return 'status < 400';
  if (value === 'error') return 'status >= 400';
  const hundreds = Number(value[0]) * 100;
  if (value.endsWith('xx')) return `status >= ${hundreds} AND status < ${hundreds + 100}`;
  return `status = ${Number(value)}`;
}

/** Whether every value means a failure, so that the index of failures holds all of them. */
export function isFailuresOnly(term: FilterTerm): boolean {
  if (term.kind !== 'text' || term.field !== 'status') return false;
  return term.isNot ? term.values.includes('success') : term.values.every((value) => value === 'error' || /^[45]/.test(value));
}
