import type * as z from 'zod';
import { definedFields } from '../access/defined-fields.ts';
import { idSchema } from '../access/id-schema.ts';
import { parseInput } from '../access/parse-input.ts';
import { requirePermission } from '../access/require-permission.ts';
import { recordAuditEvent } from '../audit/record-audit-event.ts';
import type { TenantContext } from '../context.ts';
import { changeTenant } from '../snapshot/change-tenant.ts';
import { findChangeableView } from './may-change-view.ts';
import { savedViewSchema } from './saved-view-schema.ts';

export const updateSavedViewInput = savedViewSchema.partial().extend({ viewId: idSchema });

/** Changes what is given. */
export async function updateSavedView(context: TenantContext, input: z.input<typeof updateSavedViewInput>): Promise<void> {
  requirePermission(context, 'saved_view:update');
  const { viewId, ...changes } = parseInput(updateSavedViewInput, input);
  await changeTenant(context, async (transaction) => {
    const view = await findChangeableView(context, transaction, viewId);
    const fields = definedFields(changes);
    await transaction.savedView.update({ where: { id: view.id }, data: { ...fields, updatedAt: new Date(context.clock()) } });
    if (view.isShared || fields.isShared === true) {
      const detail = { name: fields.name ?? view.name, isShared: fields.isShared ?? view.isShared };
      const before = { name: view.name, isShared: view.isShared };
      await recordAuditEvent(transaction, context, {
        action: 'saved_view.update',
        objectType: 'saved_view',
        objectId: view.id,
        detail,
        before,
      });
    }
  });
}
