import * as z from 'zod';
import { idSchema } from '../access/id-schema.ts';
import { parseInput } from '../access/parse-input.ts';
import { requirePermission } from '../access/require-permission.ts';
import { recordAuditEvent } from '../audit/record-audit-event.ts';
import type { TenantContext } from '../context.ts';
import { changeTenant } from '../snapshot/change-tenant.ts';
import { findChangeableView } from './may-change-view.ts';

export const deleteSavedViewInput = z.strictObject({ viewId: idSchema });

export async function deleteSavedView(context: TenantContext, input: z.input<typeof deleteSavedViewInput>): Promise<void> {
  requirePermission(context, 'saved_view:update');
  const { viewId } = parseInput(deleteSavedViewInput, input);
  await changeTenant(context, async (transaction) => {
    const view = await findChangeableView(context, transaction, viewId);
    await transaction.savedView.delete({ where: { id: view.id } });
    if (view.isShared) {
      const detail = { name: view.name };
      await recordAuditEvent(transaction, context, { action: 'saved_view.delete', objectType: 'saved_view', objectId: view.id, detail });
    }
  });
}
