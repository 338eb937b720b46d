import { scopeTo } from '@tollgate/db/tenant-scope';
import { requirePermission } from '../access/require-permission.ts';
import type { TenantContext } from '../context.ts';

/** Puts the list of first steps away for the member who acts. It concerns nobody else, so it is no event of the audit log. */
export async function dismissChecklist(context: TenantContext): Promise<void> {
  requirePermission(context, 'api_key:create');
  if (context.memberId === null) return;
  await scopeTo(context.database, context.organizationId).membership.updateMany({
    where: { id: context.memberId },
    data: { checklistDismissedAt: new Date(context.clock()) },
  });
}
