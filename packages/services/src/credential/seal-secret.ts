import type { TenantTransaction } from '@tollgate/db/tenant-scope';
import { credentialContext, openDataKey, seal } from '@tollgate/secrets/envelope';
import type { TenantContext } from '../context.ts';

export type SecretColumns = {
  secretNonce: string | null;
  secretSealed: string | null;
  secretKeyVersion: number | null;
  secretHint: string | null;
};

/** Seals a secret with the organisation's newest data key, bound to the credential and its provider. */
export async function sealSecret(
  transaction: Pick<TenantTransaction, 'dataKey'>,
  context: TenantContext,
  credential: { id: string; provider: string },
  secret: string,
): Promise<SecretColumns> {
  const newest = await transaction.dataKey.findFirstOrThrow({ orderBy: { version: 'desc' } });
  const sealedKey = { kekId: newest.kekId, nonce: newest.nonce, ciphertext: newest.sealed };
  const dataKey = openDataKey(context.keyEncryptionKeys, sealedKey, context.organizationId, newest.version);
  const sealed = seal(dataKey, Buffer.from(secret), credentialContext(context.organizationId, credential.id, credential.provider));
  return { secretNonce: sealed.nonce, secretSealed: sealed.ciphertext, secretKeyVersion: newest.version, secretHint: secretHint(secret) };
}

/** Four characters tell secrets apart and give nothing away of a long one; of a short one they would. */
function secretHint(secret: string): string {
  return secret.length >= 12 ? `…${secret.slice(-4)}` : '…';
}
