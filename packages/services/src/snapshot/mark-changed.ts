import type { TenantTransaction } from '@tollgate/db/tenant-scope';

/**
 * What a change makes stale. `counters` are the organisation's spent amounts: needed once when it is made, so that its budgets are
 * known to be complete.
 */
export type ChangedDocument = { kind: 'organization' | 'project' | 'key' | 'counters'; id: string };

/** Notes documents as changed, in the transaction of the change: whatever dies after COMMIT, the worker still publishes them. */
export async function markChanged(
  transaction: Pick<TenantTransaction, 'pendingPublication'>,
  organizationId: string,
  documents: readonly ChangedDocument[],
): Promise<void> {
  await transaction.pendingPublication.createMany({
    data: documents.map(({ kind, id }) => ({ organizationId, kind, objectId: id })),
  });
}
