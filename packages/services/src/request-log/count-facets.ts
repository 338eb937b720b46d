import { type Facet, type FacetCounts, readRequestFacets } from '@tollgate/db/ledger/read-request-facets';
import { scopeTo } from '@tollgate/db/tenant-scope';
import type * as z from 'zod';
import { parseInput } from '../access/parse-input.ts';
import { requirePermission } from '../access/require-permission.ts';
import type { TenantContext } from '../context.ts';
import { requestQuestionSchema, toRequestScope } from './request-question.ts';

export const countFacetsInput = requestQuestionSchema;

/** `value` is what a filter takes; `label` is what people call it. */
export type FacetView = { field: Facet; values: { value: string; label: string; count: number }[]; isSample: boolean };

/** By what values the requests in question could be narrowed, with how many there are of each, and of how many requests samples are. */
export async function countFacets(
  context: TenantContext,
  input: z.input<typeof countFacetsInput>,
): Promise<{ facets: FacetView[]; sampled: number }> {
  requirePermission(context, 'request:read');
  const scope = await toRequestScope(context, parseInput(countFacetsInput, input));
  const { facets, sampled } = await readRequestFacets(context.database.pool, scope);
  const keys = await scopeTo(context.database, context.organizationId).apiKey.findMany({
    where: { id: { in: facets.key.values.map(({ value }) => value) } },
    select: { id: true, name: true },
  });
  const names = new Map(keys.map(({ id, name }) => [id, name]));
  return {
    sampled,
    facets: (Object.entries(facets) as [Facet, FacetCounts][]).map(([field, { values, isSample }]) => ({
      field,
      isSample,
      values: values.map(({ value, count }) => ({ value, count, label: field === 'key' ? (names.get(value) ?? value) : value })),
    })),
  };
}
