import { newId } from '@tollgate/secrets/new-id';
import type * as z from 'zod';
import { parseInput } from '../access/parse-input.ts';
import { requirePermission } from '../access/require-permission.ts';
import { recordAuditEvent } from '../audit/record-audit-event.ts';
import type { TenantContext } from '../context.ts';
import { ServiceError } from '../errors.ts';
import { findProject } from '../project/find-project.ts';
import { toRequestScope } from '../request-log/request-question.ts';
import { ownerOf } from '../saved-view/may-change-view.ts';
import { changeTenant } from '../snapshot/change-tenant.ts';
import { expectedRows, exportDetail, exportQuestionSchema, MOST_EXPORTED_ROWS } from './export-question.ts';

export const startExportInput = exportQuestionSchema;

const KEPT_MS = 24 * 3_600_000;
const MOST_AT_ONCE = 3;

/** Has the worker write a file of requests, to be fetched within a day. Throws `conflict` when the organisation has three under way. */
export async function startExport(context: TenantContext, input: z.input<typeof startExportInput>): Promise<{ id: string }> {
  requirePermission(context, 'request:export');
  const given = parseInput(startExportInput, input);
  const { format, ...asked } = given;
  const scope = await toRequestScope(context, asked);
  const rows = await expectedRows(context.database, scope);
  // The worker asks what was meant now, not what "the last 90 days" mean when it gets to it.
  const question = { ...asked, from: new Date(scope.fromMs).toISOString(), to: new Date(scope.toMs).toISOString() };
  const { organizationId } = context;
  const id = newId('exp', context.clock());
  return changeTenant(context, async (transaction) => {
    if (scope.projectId !== null) await findProject(transaction, scope.projectId);
    const underWay = await transaction.requestExport.count({ where: { state: { in: ['queued', 'running'] } } });
    if (underWay >= MOST_AT_ONCE) {
      throw new ServiceError('conflict', `${MOST_AT_ONCE} exports of this organisation are under way. Try again when one of them is done.`);
    }
    await transaction.requestExport.create({
      data: {
        id,
        organizationId,
        userId: ownerOf(context),
        format,
        question,
        state: 'queued',
        expectedRows: rows ?? MOST_EXPORTED_ROWS,
        createdAt: new Date(context.clock()),
        expiresAt: new Date(context.clock() + KEPT_MS),
      },
    });
    await recordAuditEvent(transaction, context, {
      action: 'request.export',
      objectType: 'request_export',
      objectId: id,
      detail: exportDetail(context, given, rows),
    });
    return { id };
  });
}
