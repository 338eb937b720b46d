import type { Sealed } from '@tollgate/core/snapshot/documents';

/** A credential's sealed secret out of its row: all three columns or none. */
export function sealedSecret(row: {
  secretNonce: string | null;
  secretSealed: string | null;
  secretKeyVersion: number | null;
}): Sealed | null {
  if (row.secretNonce === null || row.secretSealed === null || row.secretKeyVersion === null) return null;
  return { keyVersion: row.secretKeyVersion, nonce: row.secretNonce, ciphertext: row.secretSealed };
}
