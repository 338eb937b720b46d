import { createHmac } from 'node:crypto';
import { internalToken, type KeyEncryptionKeys } from '@tollgate/secrets/key-encryption-key';

export type DemoSecrets = { password: string; apiKey: string };

/**
 * The demo's password and key, made from the installation's own key: unknown to anyone else, and the same again when the demo is asked
 * for a second time. The oldest key decides, so that adding a newer one changes nothing.
 */
export function demoSecrets(keys: KeyEncryptionKeys): DemoSecrets {
  const token = internalToken(keys.slice(-1));
  const derive = (purpose: string) => createHmac('sha256', token).update(`demo ${purpose}`).digest('hex');
  return { password: `${derive('password').slice(0, 20).match(/.{5}/g)?.join('-')}`, apiKey: `tg_demo_${derive('api key')}` };
}
