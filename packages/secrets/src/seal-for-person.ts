import { open, seal, type SealedDataKey } from './envelope.ts';
import type { KeyEncryptionKeys } from './key-encryption-key.ts';

/** Seals a secret of a person with the newest key-encryption key; it opens for nobody else. */
export function sealForPerson(keys: KeyEncryptionKeys, userId: string, plaintext: Uint8Array): SealedDataKey {
  const newest = keys[0];
  if (!newest) throw new Error('No key-encryption key');
  return { kekId: newest.id, ...seal(newest.key, plaintext, `person|${userId}`) };
}

/** @throws Error when no configured key sealed it, or when it was sealed for somebody else. */
export function openForPerson(keys: KeyEncryptionKeys, userId: string, sealed: SealedDataKey): Buffer {
  const kek = keys.find(({ id }) => id === sealed.kekId);
  if (!kek) throw new Error(`The secret was sealed with key-encryption key ${sealed.kekId}, which is not configured.`);
  return open(kek.key, sealed, `person|${userId}`);
}
