import type { Prisma } from '@tollgate/db/generated/client';
import { createDataKey } from '@tollgate/secrets/envelope';
import { newId } from '@tollgate/secrets/new-id';
import { freeSlug, slugFromName } from '../access/slug-from-name.ts';
import { recordAuditEvent } from '../audit/record-audit-event.ts';
import type { Actor, Services } from '../context.ts';
import { markChanged } from '../snapshot/mark-changed.ts';

/** Makes an organisation with its data key, its owner if it has one, and its complete, empty counters. */
export async function insertOrganization(
  transaction: Prisma.TransactionClient,
  by: Services & { actor: Actor },
  organization: { name: string; ownerUserId: string | null },
): Promise<{ organizationId: string; memberId: string | null; slug: string }> {
  const { name, ownerUserId } = organization;
  const organizationId = newId('org', by.clock());
  const base = slugFromName(name) || 'organization';
  const taken = { where: { slug: { startsWith: base } }, select: { slug: true } };
  const current = await transaction.organization.findMany(taken);
  // Old links must not lead to a stranger.
  const past = await transaction.organizationPastSlug.findMany(taken);
  const slug = freeSlug(name, 'organization', new Set([...current, ...past].map((row) => row.slug)));
  await transaction.organization.create({ data: { id: organizationId, slug, name } });
  const dataKey = createDataKey(by.keyEncryptionKeys, organizationId, 1);
  await transaction.dataKey.create({
    data: { organizationId, version: 1, kekId: dataKey.kekId, nonce: dataKey.nonce, sealed: dataKey.ciphertext },
  });
  const memberId = ownerUserId === null ? null : newId('mem', by.clock());
  if (memberId !== null && ownerUserId !== null) {
    await transaction.membership.create({ data: { id: memberId, organizationId, userId: ownerUserId, role: 'owner' } });
  }
  const changed = { action: 'organization.create', objectType: 'organization', objectId: organizationId, detail: { name, slug } };
  await recordAuditEvent(transaction, { organizationId, actor: by.actor, clock: by.clock }, changed);
  await markChanged(transaction, organizationId, [
    { kind: 'counters', id: organizationId },
    { kind: 'organization', id: organizationId },
  ]);
  return { organizationId, memberId, slug };
}
