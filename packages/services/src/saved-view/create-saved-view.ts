import { newId } from '@tollgate/secrets/new-id';
import type * as z from 'zod';
import { parseInput } from '../access/parse-input.ts';
import { requirePermission } from '../access/require-permission.ts';
import { recordAuditEvent } from '../audit/record-audit-event.ts';
import type { TenantContext } from '../context.ts';
import { ServiceError } from '../errors.ts';
import { changeTenant } from '../snapshot/change-tenant.ts';
import { ownerOf } from './may-change-view.ts';
import { savedViewSchema } from './saved-view-schema.ts';

export const createSavedViewInput = savedViewSchema;

const MOST_VIEWS = 100;

/** Keeps a way to look at requests. Throws `conflict` when the person has a hundred. */
export async function createSavedView(context: TenantContext, input: z.input<typeof createSavedViewInput>): Promise<{ id: string }> {
  requirePermission(context, 'saved_view:update');
  const view = parseInput(createSavedViewInput, input);
  const { organizationId } = context;
  const id = newId('view', context.clock());
  return changeTenant(context, async (transaction) => {
    if ((await transaction.savedView.count({ where: { userId: ownerOf(context) } })) >= MOST_VIEWS) {
      throw new ServiceError('conflict', `You have ${MOST_VIEWS} views. Delete one first.`);
    }
    await transaction.savedView.create({ data: { id, organizationId, userId: ownerOf(context), ...view } });
    if (view.isShared) {
      const detail = { ...view.parameters, name: view.name };
      await recordAuditEvent(transaction, context, { action: 'saved_view.share', objectType: 'saved_view', objectId: id, detail });
    }
    return { id };
  });
}
