import { createHmac, hash } from 'node:crypto';

/** The keys that seal the organisations' data keys. The first seals; the others only open what they sealed before a rotation. */
export type KeyEncryptionKeys = readonly { id: string; key: Buffer }[];

/**
 * Reads `TOLLGATE_KEY_ENCRYPTION_KEY`: one or more base64 keys of 32 bytes, separated by commas, newest first.
 *
 * @throws Error naming the variable when it is absent or malformed; the message never contains the value.
 */
export function readKeyEncryptionKeys(value: string | undefined): KeyEncryptionKeys {
  const keys = (value ?? '').split(',').map((part) => Buffer.from(part.trim(), 'base64'));
  if (keys.some((key) => key.length !== 32)) {
    throw new Error('TOLLGATE_KEY_ENCRYPTION_KEY must hold 32 bytes in base64 (make one with: openssl rand -base64 32).');
  }
  return keys.map((key) => ({ id: hash('sha256', key, 'hex').slice(0, 16), key }));
}

/** The token by which our own processes know each other on private ports; derived, so that there is nothing more to configure. */
export function internalToken(keys: KeyEncryptionKeys): string {
  const newest = keys[0];
  if (!newest) throw new Error('No key-encryption key');
  return createHmac('sha256', newest.key).update('tollgate internal').digest('base64url');
}

/** A name for what must not be written down, such as an address: the same in all our processes, and of no use to whoever reads it there. */
export function saltedName(keys: KeyEncryptionKeys, kind: string, text: string): string {
  const newest = keys[0];
  if (!newest) throw new Error('No key-encryption key');
  return createHmac('sha256', newest.key).update(`tollgate ${kind}\0${text}`).digest('base64url');
}
