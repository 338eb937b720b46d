import * as z from 'zod';
import { parseInput } from '../access/parse-input.ts';
import { requireConfirmation } from '../access/require-confirmation.ts';
import { requirePermission } from '../access/require-permission.ts';
import { recordAuditEvent } from '../audit/record-audit-event.ts';
import type { TenantContext } from '../context.ts';
import { lockMembers } from '../member/lock-members.ts';
import { changeTenant } from '../snapshot/change-tenant.ts';
import { markChanged } from '../snapshot/mark-changed.ts';

export const deleteOrganizationInput = z.strictObject({
  /** The organisation's name, typed again. */
  confirmName: z.string().max(200),
});

/**
 * Ends an organisation: its keys are refused, its members out, its secrets and the keys of its kept contents destroyed. The ledger stays
 * for a while, for whoever runs the installation.
 */
export async function deleteOrganization(context: TenantContext, input: z.input<typeof deleteOrganizationInput>): Promise<void> {
  requirePermission(context, 'organization:delete');
  const { confirmName } = parseInput(deleteOrganizationInput, input);
  const { organizationId } = context;
  await changeTenant(context, async (transaction) => {
    await lockMembers(transaction, context);
    const { name, slug } = await transaction.organization.findFirstOrThrow();
    requireConfirmation(confirmName, name, 'organisation');
    const deletedAt = new Date(context.clock());
    const keys = await transaction.apiKey.findMany({ select: { id: true } });
    const projects = await transaction.project.findMany({ select: { id: true } });
    await transaction.apiKey.updateMany({ where: { revokedAt: null }, data: { revokedAt: deletedAt } });
    await transaction.route.deleteMany();
    await transaction.credential.deleteMany();
    await transaction.dataKey.deleteMany();
    await transaction.invitation.deleteMany();
    await transaction.membership.deleteMany();
    await transaction.organizationPastSlug.deleteMany();
    await transaction.project.updateMany({ where: { deletedAt: null }, data: { deletedAt } });
    // No slug is ever an identifier, so its own is free for others from now on.
    await transaction.organization.update({ where: { id: organizationId }, data: { deletedAt, slug: organizationId } });
    await recordAuditEvent(transaction, context, {
      action: 'organization.delete',
      objectType: 'organization',
      objectId: organizationId,
      detail: { name, slug, projects: projects.length, keys: keys.length },
    });
    await markChanged(transaction, organizationId, [
      { kind: 'organization', id: organizationId },
      ...projects.map(({ id }) => ({ kind: 'project' as const, id })),
      ...keys.map(({ id }) => ({ kind: 'key' as const, id })),
    ]);
  });
}
