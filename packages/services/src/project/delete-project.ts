import * as z from 'zod';
import { idSchema } from '../access/id-schema.ts';
import { parseInput } from '../access/parse-input.ts';
import { requireConfirmation } from '../access/require-confirmation.ts';
import { requirePermission } from '../access/require-permission.ts';
import { revokeKeys } from '../api-key/revoke-keys.ts';
import { recordAuditEvent } from '../audit/record-audit-event.ts';
import type { TenantContext } from '../context.ts';
import { ServiceError } from '../errors.ts';
import { lockMembers } from '../member/lock-members.ts';
import { changeTenant } from '../snapshot/change-tenant.ts';
import { markChanged } from '../snapshot/mark-changed.ts';
import { findProject } from './find-project.ts';

export const deleteProjectInput = z.strictObject({
  projectId: idSchema,
  /** The project's name, typed again. */
  confirmName: z.string().max(200),
});

/**
 * Ends a project: its keys are revoked, its routes gone, its kept contents unreadable at once and deleted by the worker. What it spent
 * stays in the ledger under its name. Throws `conflict` for the only project.
 */
export async function deleteProject(context: TenantContext, input: z.input<typeof deleteProjectInput>): Promise<void> {
  requirePermission(context, 'project:delete');
  const { projectId, confirmName } = parseInput(deleteProjectInput, input);
  await changeTenant(context, async (transaction) => {
    await lockMembers(transaction, context);
    const { id, name, slug } = await findProject(transaction, projectId);
    requireConfirmation(confirmName, name, 'project');
    const other = await transaction.project.findFirst({ where: { id: { not: id }, deletedAt: null }, select: { id: true } });
    if (!other)
      throw new ServiceError('conflict', 'This is the only project. Create another one first, or delete the organisation.', {
        field: 'projectId',
      });
    // No slug is ever an identifier, so its own is free for others from now on. First of all: it waits for keys that are being made.
    await transaction.project.update({ where: { id }, data: { deletedAt: new Date(context.clock()), slug: id } });
    await transaction.projectPastSlug.deleteMany({ where: { projectId: id } });
    await transaction.route.deleteMany({ where: { projectId: id } });
    const keys = await transaction.apiKey.findMany({
      where: { projectId: id, revokedAt: null },
      select: { id: true, name: true, hint: true },
    });
    await revokeKeys(transaction, context, keys);
    await recordAuditEvent(transaction, context, {
      action: 'project.delete',
      objectType: 'project',
      objectId: id,
      detail: { name, slug, revokedKeys: keys.length },
    });
    await markChanged(transaction, context.organizationId, [{ kind: 'project', id }]);
  });
}
