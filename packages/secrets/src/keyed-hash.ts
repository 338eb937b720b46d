import { createHmac } from 'node:crypto';
import type { KeyEncryptionKeys } from './key-encryption-key.ts';

/**
 * What is stored of a secret that was given out, in hex: whoever can only write to the database cannot make one up that fits. One hash for
 * each configured key, newest first: store the first, look for any. `purpose` keeps secrets of one kind from passing for another.
 */
export function keyedHashes(keys: KeyEncryptionKeys, purpose: string, secret: string): [string, ...string[]] {
  const [newest, ...others] = keys.map(({ key }) => createHmac('sha256', key).update(`tollgate ${purpose}\0`).update(secret).digest('hex'));
  if (newest === undefined) throw new Error('No key-encryption key');
  return [newest, ...others];
}
