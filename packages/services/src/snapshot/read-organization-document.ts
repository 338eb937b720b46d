import { credentialSettingsSchema } from '@tollgate/core/snapshot/documents';
import { priceRowSchema } from '@tollgate/core/pricing/price-row';
import type { Prisma } from '@tollgate/db/generated/client';
import type { SnapshotDocument } from '@tollgate/redis/publish-snapshot';
import { sealedSecret } from '../credential/sealed-secret.ts';

/** Empty when there is no such organisation any more. */
export async function readOrganizationDocument(transaction: Prisma.TransactionClient, organizationId: string): Promise<SnapshotDocument[]> {
  const where = { organizationId };
  const organization = await transaction.organization.findUnique({ where: { id: organizationId, deletedAt: null } });
  if (!organization) return [];
  // One after the other: a transaction is one connection.
  const dataKeys = await transaction.dataKey.findMany({ where, orderBy: { version: 'asc' } });
  const credentials = await transaction.credential.findMany({ where, orderBy: { name: 'asc' } });
  const priceOverrides = await transaction.priceOverride.findMany({ where, orderBy: { id: 'asc' } });
  return [
    {
      kind: 'organization',
      id: organization.id,
      document: {
        id: organization.id,
        slug: organization.slug,
        dataKeys: dataKeys.map(({ version, kekId, nonce, sealed }) => ({ version, kekId, nonce, ciphertext: sealed })),
        credentials: credentials.map((credential) => ({
          id: credential.id,
          name: credential.name,
          provider: credential.provider,
          baseUrl: credential.baseUrl,
          settings: credentialSettingsSchema.parse(credential.settings),
          secret: sealedSecret(credential),
          isDefault: credential.isDefault,
        })),
        priceOverrides: priceOverrides.map(({ row }) => priceRowSchema.parse(row)),
      },
    },
  ];
}
