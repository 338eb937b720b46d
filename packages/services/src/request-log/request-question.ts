import type { RequestFilter } from '@tollgate/core/request-filter/request-filter';
import { requestFilterSchema } from '@tollgate/core/request-filter/request-filter-schema';
import type { RequestScope } from '@tollgate/db/ledger/search-requests';
import { scopeTo } from '@tollgate/db/tenant-scope';
import * as z from 'zod';
import { idSchema } from '../access/id-schema.ts';
import { instantSchema } from '../access/instant-schema.ts';
import type { TenantContext } from '../context.ts';
import { ServiceError } from '../errors.ts';
import { roleAllows } from '@tollgate/core/access/permission';

/** Which requests a person asks about. */
export const requestQuestionSchema = z.strictObject({
  /** `undefined`: of every project. */
  projectId: idSchema.optional(),
  /** By default 90 days before the end. */
  from: instantSchema.optional(),
  /** Not included; by default tomorrow, so that a proxy whose clock is ahead is seen. */
  to: instantSchema.optional(),
  filter: requestFilterSchema.default([]),
});
export type RequestQuestion = z.output<typeof requestQuestionSchema>;

const DAY_MS = 86_400_000;
const LONGEST_MS = 401 * DAY_MS;

/** The question as the ledger takes it: keys by their ids. Throws `invalid` for a range that is none, `forbidden` for money that the role may not see. */
export async function toRequestScope(context: TenantContext, { projectId, from, to, filter }: RequestQuestion): Promise<RequestScope> {
  const toMs = to === undefined ? context.clock() + DAY_MS : Date.parse(to);
  const fromMs = from === undefined ? toMs - 90 * DAY_MS : Date.parse(from);
  if (fromMs >= toMs) throw new ServiceError('invalid', 'The end is not after the beginning.', { field: 'to' });
  if (toMs - fromMs > LONGEST_MS) throw new ServiceError('invalid', 'At most 400 days at once.', { field: 'from' });
  return {
    organizationId: context.organizationId,
    projectId: projectId ?? null,
    fromMs,
    toMs,
    filter: await toLedgerFilter(context, filter),
  };
}

/** Names of keys become their ids. A role without money may not find out costs by comparing with them. */
export async function toLedgerFilter(context: TenantContext, filter: RequestFilter): Promise<RequestFilter> {
  if (filter.some(({ field }) => field === 'cost') && !roleAllows(context.role, 'spend:read')) {
    throw new ServiceError('forbidden', 'Your role does not include costs, so they cannot be compared with. Remove the condition on cost.');
  }
  const wanted = filter.flatMap((term) => (term.kind === 'text' && term.field === 'key' ? term.values : []));
  if (wanted.length === 0) return filter;
  const keys = await scopeTo(context.database, context.organizationId).apiKey.findMany({
    where: { OR: [{ id: { in: wanted } }, { name: { in: wanted } }] },
    select: { id: true, name: true },
  });
  return filter.map((term) =>
    term.kind === 'text' && term.field === 'key' ? { ...term, values: term.values.flatMap((value) => idsOf(keys, value)) } : term,
  );
}

/** A name that no key has stays as it is, and so matches nothing. */
function idsOf(keys: readonly { id: string; name: string }[], value: string): string[] {
  const ids = keys.filter((key) => key.id === value || key.name === value).map(({ id }) => id);
  return ids.length === 0 ? [value] : ids;
}
