import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';
import type { KeyEncryptionKeys } from './key-encryption-key.ts';

const ALGORITHM = 'aes-256-gcm';
const NONCE_BYTES = 12;
const TAG_BYTES = 16;

/** Sealed bytes; both fields base64url, the tag at the end of the ciphertext. */
export type SealedBytes = { nonce: string; ciphertext: string };

/** A data key sealed with the key-encryption key that `kekId` names. */
export type SealedDataKey = SealedBytes & { kekId: string };

/** What a secret of a credential is bound to: it opens nowhere else. */
export function credentialContext(organizationId: string, credentialId: string, provider: string): string {
  return `credential|${organizationId}|${credentialId}|${provider}`;
}

/** What a kept prompt and answer are bound to. */
export function contentContext(organizationId: string, requestId: string): string {
  return `content|${organizationId}|${requestId}`;
}

/** Makes an organisation's data key, sealed with the newest key-encryption key. */
export function createDataKey(keys: KeyEncryptionKeys, organizationId: string, version: number): SealedDataKey {
  const newest = keys[0];
  if (!newest) throw new Error('No key-encryption key');
  return { kekId: newest.id, ...seal(newest.key, randomBytes(32), dataKeyContext(organizationId, version)) };
}

/**
 * Opens an organisation's data key.
 *
 * @throws Error when no configured key sealed it, or when it was sealed for another organisation or version.
 */
export function openDataKey(keys: KeyEncryptionKeys, sealed: SealedDataKey, organizationId: string, version: number): Buffer {
  const kek = keys.find((candidate) => candidate.id === sealed.kekId);
  if (!kek) throw new Error(`The data key was sealed with key-encryption key ${sealed.kekId}, which is not configured.`);
  return open(kek.key, sealed, dataKeyContext(organizationId, version));
}

/** Seals bytes with AES-256-GCM; `context` is authenticated and must be given again to open. */
export function seal(key: Buffer, plaintext: Uint8Array, context: string): SealedBytes {
  const nonce = randomBytes(NONCE_BYTES);
  const cipher = createCipheriv(ALGORITHM, key, nonce).setAAD(Buffer.from(context));
  const ciphertext = Buffer.concat([cipher.update(plaintext), cipher.final(), cipher.getAuthTag()]);
  return { nonce: nonce.toString('base64url'), ciphertext: ciphertext.toString('base64url') };
}

/** @throws Error when a bit was changed or the context is another one. */
export function open(key: Buffer, sealed: SealedBytes, context: string): Buffer {
  const bytes = Buffer.from(sealed.ciphertext, 'base64url');
  const nonce = Buffer.from(sealed.nonce, 'base64url');
  // The cipher would take a shorter tag, which can be guessed.
  if (nonce.length !== NONCE_BYTES || bytes.length < TAG_BYTES) throw new Error('The sealed bytes are not whole');
  const decipher = createDecipheriv(ALGORITHM, key, nonce, { authTagLength: TAG_BYTES }).setAAD(Buffer.from(context));
  decipher.setAuthTag(bytes.subarray(bytes.length - TAG_BYTES));
  return Buffer.concat([decipher.update(bytes.subarray(0, bytes.length - TAG_BYTES)), decipher.final()]);
}

function dataKeyContext(organizationId: string, version: number): string {
  return `data-key|${organizationId}|${version}`;
}
