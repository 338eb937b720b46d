import type { TenantTransaction } from '@tollgate/db/tenant-scope';
import { newId } from '@tollgate/secrets/new-id';
import type { Actor } from '../context.ts';

export type AuditDetail = Record<string, string | number | boolean | null | string[]>;

/**
 * Notes a change in its own transaction. `detail` holds the changed fields and `before` what they held; a secret is noted as changed,
 * never by value.
 */
export async function recordAuditEvent(
  transaction: Pick<TenantTransaction, 'auditEvent'>,
  by: { organizationId: string; actor: Actor; clock: () => number },
  event: { action: string; objectType: string; objectId: string; detail?: AuditDetail; before?: AuditDetail },
): Promise<void> {
  await transaction.auditEvent.create({
    data: {
      id: newId('aud', by.clock()),
      organizationId: by.organizationId,
      actorId: by.actor.kind === 'user' ? by.actor.userId : 'system',
      action: event.action,
      objectType: event.objectType,
      objectId: event.objectId,
      detail: event.detail ?? {},
      ...(event.before === undefined ? {} : { before: event.before }),
      address: by.actor.kind === 'user' ? (by.actor.address ?? null) : null,
    },
  });
}
