import type { TenantTransaction } from '@tollgate/db/tenant-scope';
import { credentialContext, open, openDataKey } from '@tollgate/secrets/envelope';
import type { TenantContext } from '../context.ts';
import { sealedSecret } from './sealed-secret.ts';

type SealedRow = { id: string; provider: string; secretNonce: string | null; secretSealed: string | null; secretKeyVersion: number | null };

/** The secret of a credential, to be compared and never to be shown; `null` when it has none. Throws when it was sealed for another. */
export async function openSecret(
  scope: Pick<TenantTransaction, 'dataKey'>,
  context: TenantContext,
  credential: SealedRow,
): Promise<string | null> {
  const sealed = sealedSecret(credential);
  if (sealed === null) return null;
  const row = await scope.dataKey.findFirstOrThrow({ where: { version: sealed.keyVersion } });
  const dataKey = openDataKey(
    context.keyEncryptionKeys,
    { kekId: row.kekId, nonce: row.nonce, ciphertext: row.sealed },
    context.organizationId,
    row.version,
  );
  return open(dataKey, sealed, credentialContext(context.organizationId, credential.id, credential.provider)).toString();
}
