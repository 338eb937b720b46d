import type { FilterTerm, RequestFilter } from '@tollgate/core/request-filter/request-filter';
import { isFailuresOnly, type Placeholders } from './request-conditions.ts';

export type RollupTable = 'spend_rollups' | 'end_user_rollups' | 'tag_rollups';

/** How the rollups answer for a filter. */
export type RollupSource = {
  table: RollupTable;
  conditions: string[];
  /** SQL sums over a row: matching requests, and those of them that failed. */
  requests: string;
  failed: string;
  /** Whether the sums are the filter's own. If not they are an upper bound: where they are 0, no request matches. */
  isExact: boolean;
};

const CUBE_COLUMNS = { model: 'model', provider: 'provider', key: 'key_id', route: 'route' } as const;

/** The rollup that tells most about a filter; $1 is the organisation and keys are named by their ids. */
export function rollupSource(filter: RequestFilter, { add }: Placeholders): RollupSource {
  const users = filter.filter((term) => term.kind === 'text' && term.field === 'user');
  const tags = filter.filter((term) => term.kind === 'text' && term.field === 'tag');
  const cube = filter.filter((term) => term.kind === 'text' && term.field in CUBE_COLUMNS);
  const status = statusMeasures(filter);
  // One dimension has a cube of its own; a question about two of them has an upper bound only.
  const [table, used] =
    users.length > 0
      ? (['end_user_rollups', users] as const)
      : tags.some(isPositive)
        ? (['tag_rollups', tags] as const)
        : (['spend_rollups', cube] as const);
  const conditions: string[] = [];
  let isExact = used.length + status.terms === filter.length;
  for (const term of used) {
    if (term.kind !== 'text') continue;
    if (table === 'tag_rollups') {
      // A row is of one tag and a request has several: only one term can narrow, and rows of two tags count a request twice.
      if (term === used.find(isPositive)) conditions.push(`tag = ANY (${add(term.values)}::text[])`);
      if (used.length > 1 || term.values.length > 1) isExact = false;
      continue;
    }
    const column = table === 'end_user_rollups' ? 'end_user' : CUBE_COLUMNS[term.field as keyof typeof CUBE_COLUMNS];
    const values = add(term.values);
    if (term.isNot) conditions.push(`${column} <> ALL (${values}::text[])`);
    else conditions.push(`${column} = ANY (${values}::text[])`);
  }
  return { table, conditions, requests: status.requests, failed: status.failed, isExact: isExact && status.isExact };
}

function isPositive(term: FilterTerm): boolean {
  return term.kind === 'text' && !term.isNot;
}

function statusMeasures(filter: RequestFilter): { requests: string; failed: string; terms: number; isExact: boolean } {
  const terms = filter.filter((term) => term.kind === 'text' && term.field === 'status');
  const [term] = terms;
  if (term?.kind !== 'text') return { requests: 'requests', failed: 'failed_requests', terms: 0, isExact: true };
  const isExact = terms.length === 1 && term.values.length === 1 && (term.values[0] === 'success' || term.values[0] === 'error');
  if (isExact) {
    const wantsFailures = (term.values[0] === 'error') !== term.isNot;
    return wantsFailures
      ? { requests: 'failed_requests', failed: 'failed_requests', terms: 1, isExact }
      : { requests: '(requests - failed_requests)', failed: '0', terms: 1, isExact };
  }
  return { requests: terms.some(isFailuresOnly) ? 'failed_requests' : 'requests', failed: 'failed_requests', terms: terms.length, isExact };
}
