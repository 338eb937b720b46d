import { roleAllows } from '@tollgate/core/access/permission';
import { listSessionRows, MOST_SESSION_REQUESTS } from '@tollgate/db/ledger/list-session-rows';
import type * as z from 'zod';
import { parseInput } from '../access/parse-input.ts';
import { requirePermission } from '../access/require-permission.ts';
import type { TenantContext } from '../context.ts';
import { requestQuestionSchema, toRequestScope } from '../request-log/request-question.ts';
import { storedTextSchema } from '../request-log/stored-text-schema.ts';

export const listSessionsInput = requestQuestionSchema.omit({ filter: true }).extend({
  /** Absent: of everyone. */
  endUser: storedTextSchema.optional(),
});

export type SessionView = {
  /** `null`: calls that name no session. */
  sessionId: string | null;
  endUser: string | null;
  requests: number;
  failed: number;
  startedAt: string;
  endedAt: string;
  costPico: bigint | null;
  isUnpriced: boolean;
};

const MOST = 100;

/** Sessions, last used first. `isPartial`: only the newest requests were looked at, so that older sessions and calls are not counted. */
export async function listSessions(
  context: TenantContext,
  input: z.input<typeof listSessionsInput>,
): Promise<{ sessions: SessionView[]; isPartial: boolean }> {
  requirePermission(context, 'request:read');
  const { endUser, ...question } = parseInput(listSessionsInput, input);
  const { fromMs, toMs, projectId } = await toRequestScope(context, { ...question, filter: [] });
  const seesMoney = roleAllows(context.role, 'spend:read');
  const { rows, examined } = await listSessionRows(
    context.database.pool,
    { organizationId: context.organizationId, projectId, fromMs, toMs, endUser: endUser ?? null },
    MOST,
  );
  return {
    isPartial: examined >= MOST_SESSION_REQUESTS || rows.length === MOST,
    sessions: rows.map((row) => ({
      sessionId: row.sessionId,
      endUser: row.endUser,
      requests: row.requests,
      failed: row.failed,
      startedAt: row.startedAt.toISOString(),
      endedAt: row.endedAt.toISOString(),
      costPico: seesMoney ? BigInt(row.costPico) : null,
      isUnpriced: seesMoney && row.unpricedAttempts > 0,
    })),
  };
}
