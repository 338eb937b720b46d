import * as z from 'zod';
import { idSchema } from '../access/id-schema.ts';
import { parseInput } from '../access/parse-input.ts';
import { requirePermission } from '../access/require-permission.ts';
import { recordAuditEvent } from '../audit/record-audit-event.ts';
import type { TenantContext } from '../context.ts';
import { ServiceError } from '../errors.ts';
import { changeTenant } from '../snapshot/change-tenant.ts';
import { markChanged } from '../snapshot/mark-changed.ts';

export const deleteRouteInput = z.strictObject({ routeId: idSchema });

/** Deletes a route with all its versions; requests that name it get `model_not_found`. */
export async function deleteRoute(context: TenantContext, input: z.input<typeof deleteRouteInput>): Promise<void> {
  requirePermission(context, 'route:update');
  const { routeId } = parseInput(deleteRouteInput, input);
  await changeTenant(context, async (transaction) => {
    const route = await transaction.route.findUnique({ where: { id: routeId } });
    if (!route) throw new ServiceError('not_found', 'There is no such route in this organisation.', { field: 'routeId' });
    await transaction.route.delete({ where: { id: route.id } });
    await recordAuditEvent(transaction, context, {
      action: 'route.delete',
      objectType: 'route',
      objectId: route.id,
      detail: { name: route.name },
    });
    await markChanged(transaction, context.organizationId, [{ kind: 'project', id: route.projectId }]);
  });
}
