import { roleAllows } from '@tollgate/core/access/permission';
import { END_USER_ORDERS, listEndUserRows } from '@tollgate/db/ledger/list-end-user-rows';
import * as z from 'zod';
import { parseInput } from '../access/parse-input.ts';
import { requirePermission } from '../access/require-permission.ts';
import type { TenantContext } from '../context.ts';
import { ServiceError } from '../errors.ts';
import { requestQuestionSchema, toRequestScope } from '../request-log/request-question.ts';
import { storedTextSchema } from '../request-log/stored-text-schema.ts';

export const listEndUsersInput = requestQuestionSchema.omit({ filter: true }).extend({
  order: z.enum(END_USER_ORDERS).default('requests'),
  /** A part of the name. */
  search: storedTextSchema.optional(),
});

export type EndUserView = {
  endUser: string;
  requests: number;
  failed: number;
  inputTokens: number;
  outputTokens: number;
  /** `null` for roles that may not see money. */
  costPico: bigint | null;
  isUnpriced: boolean;
  /** ISO instant, to the quarter of an hour. */
  lastSeen: string;
};

const QUARTER_MS = 900_000;
const MOST = 100;

/** The hundred end users with most of something in a range, which is widened to whole quarters of an hour. */
export async function listEndUsers(
  context: TenantContext,
  input: z.input<typeof listEndUsersInput>,
): Promise<{ users: EndUserView[]; total: number }> {
  requirePermission(context, 'request:read');
  const { order, search, ...question } = parseInput(listEndUsersInput, input);
  const seesMoney = roleAllows(context.role, 'spend:read');
  if (order === 'cost' && !seesMoney) throw new ServiceError('forbidden', 'Your role does not include costs. Order by requests or errors.');
  const scope = await toRequestScope(context, { ...question, filter: [] });
  const { rows, total } = await listEndUserRows(
    context.database.pool,
    {
      organizationId: context.organizationId,
      projectId: scope.projectId,
      fromMs: Math.floor(scope.fromMs / QUARTER_MS) * QUARTER_MS,
      toMs: Math.ceil(scope.toMs / QUARTER_MS) * QUARTER_MS,
      order,
      search: search?.trim() || null,
    },
    MOST,
  );
  return {
    total,
    users: rows.map((row) => ({
      endUser: row.endUser,
      requests: row.requests,
      failed: row.failed,
      inputTokens: row.inputTokens,
      outputTokens: row.outputTokens,
      costPico: seesMoney ? BigInt(row.costPico) : null,
      isUnpriced: seesMoney && row.unpricedAttempts > 0,
      lastSeen: row.lastSeen.toISOString(),
    })),
  };
}
