import { querySpend, querySpendInput } from '@tollgate/services/spend/query-spend';
import type * as z from 'zod';
import { procedure } from '../procedures.ts';
import { trpc } from '../trpc.ts';

/** The verb parses its own input, and its schema turns instants into milliseconds: parsed here too, it would be refused there. */
function parsedByVerb<Schema extends z.ZodType>(_schema: Schema): (input: unknown) => z.input<Schema> {
  return (input) => input as z.input<Schema>;
}

export const spendRouter = trpc.router({
  query: procedure
    .permission('spend:read')
    .input(parsedByVerb(querySpendInput))
    .query(({ ctx, input }) => querySpend(ctx.tenant, input)),
});
