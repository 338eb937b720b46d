import { priceRowSchema } from '@tollgate/core/pricing/price-row';
import type { Prisma } from '@tollgate/db/generated/client';
import type { SnapshotDocument } from '@tollgate/redis/publish-snapshot';
import { sealedSecret } from '../credential/sealed-secret.ts';

/** Empty when there is no such organisation any more. */
export async function readOrganizationDocument(transaction: Prisma.TransactionClient, organizationId: string): Promise<SnapshotDocument[]> {
  const organization = await transaction.organization.findUnique({
    where: { id: organizationId },
    include: {
      dataKeys: { orderBy: { version: 'asc' } },
      credentials: { orderBy: { name: 'asc' } },
      priceOverrides: { orderBy: { id: 'asc' } },
    },
  });
  if (!organization) return [];
  return [
    {
      kind: 'organization',
      id: organization.id,
      document: {
        id: organization.id,
        slug: organization.slug,
        dataKeys: organization.dataKeys.map(({ version, kekId, nonce, sealed }) => ({ version, kekId, nonce, ciphertext: sealed })),
        credentials: organization.credentials.map((credential) => ({
          id: credential.id,
          name: credential.name,
          provider: credential.provider,
          baseUrl: credential.baseUrl,
          secret: sealedSecret(credential),
          isDefault: credential.isDefault,
        })),
        priceOverrides: organization.priceOverrides.map(({ row }) => priceRowSchema.parse(row)),
      },
    },
  ];
}
