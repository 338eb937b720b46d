import type { ApiKey, Prisma } from '@tollgate/db/generated/client';
import type { SnapshotDocument } from '@tollgate/redis/publish-snapshot';
import { keyBudget } from '../api-key/key-budget.ts';

export async function readKeyDocuments(
  transaction: Prisma.TransactionClient,
  organizationId: string,
  keyIds: readonly string[],
): Promise<SnapshotDocument[]> {
  if (keyIds.length === 0) return [];
  const keys = await transaction.apiKey.findMany({ where: { organizationId, id: { in: [...keyIds] } } });
  return keys.map(keyDocument);
}

/** Published under the key's hash, so that a proxy finds it by what it can compute. */
export function keyDocument(key: ApiKey): SnapshotDocument {
  const budget = keyBudget(key);
  return {
    kind: 'key',
    id: key.hash,
    document: {
      id: key.id,
      organizationId: key.organizationId,
      projectId: key.projectId,
      memberId: key.memberId,
      name: key.name,
      status: key.revokedAt === null ? 'active' : 'revoked',
      expiresAtMs: key.expiresAt?.getTime() ?? null,
      limits: { requestsPerMinute: key.rpm, budget: budget === null ? null : { pico: budget.pico.toString(), per: budget.per } },
    },
  };
}
