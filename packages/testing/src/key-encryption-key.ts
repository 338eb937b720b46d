import { randomBytes } from 'node:crypto';

/** A fresh value for `TOLLGATE_KEY_ENCRYPTION_KEY`. */
export function testKeyEncryptionKey(): string {
  return randomBytes(32).toString('base64');
}
