import type { TenantTransaction } from '@tollgate/db/tenant-scope';
import { recordAuditEvent } from '../audit/record-audit-event.ts';
import type { TenantContext } from '../context.ts';
import { markChanged } from '../snapshot/mark-changed.ts';

/** Ends keys for good, in somebody's transaction; those that are revoked already are passed over. */
export async function revokeKeys(
  transaction: TenantTransaction,
  context: TenantContext,
  keys: readonly { id: string; name: string; hint: string }[],
): Promise<void> {
  for (const { id, name, hint } of keys) {
    const { count } = await transaction.apiKey.updateMany({
      where: { id, revokedAt: null },
      data: { revokedAt: new Date(context.clock()) },
    });
    if (count === 0) continue;
    await recordAuditEvent(transaction, context, { action: 'api_key.revoke', objectType: 'api_key', objectId: id, detail: { name, hint } });
    await markChanged(transaction, context.organizationId, [{ kind: 'key', id }]);
  }
}
