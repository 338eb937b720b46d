import { randomBytes } from 'node:crypto';
import { expect, test } from 'vitest';
import { internalToken, readKeyEncryptionKeys } from './key-encryption-key.ts';

const first = randomBytes(32).toString('base64');
const second = randomBytes(32).toString('base64');

test('keys are read newest first, each with a name of its own', () => {
  const keys = readKeyEncryptionKeys(`${first}, ${second}`);
  expect(keys.map(({ key }) => key.toString('base64'))).toEqual([first, second]);
  expect(keys[0]?.id).toMatch(/^[0-9a-f]{16}$/);
  expect(keys[0]?.id).not.toBe(keys[1]?.id);
  expect(readKeyEncryptionKeys(second)[0]?.id).toBe(keys[1]?.id);
});

test.each([
  ['nothing', undefined],
  ['an empty text', ''],
  ['a key that is too short', randomBytes(31).toString('base64')],
  ['a key that is too long', randomBytes(33).toString('base64')],
  ['a comma too many', `${first},`],
  ['a passphrase', 'correct horse battery staple'],
])('%s is refused by the name of the variable and without its value', (_what, value) => {
  let message = '';
  try {
    readKeyEncryptionKeys(value);
  } catch (error) {
    message = (error as Error).message;
  }
  expect(message).toContain('TOLLGATE_KEY_ENCRYPTION_KEY');
  if (value) expect(message).not.toContain(value);
});

test('processes with the same keys know each other, others do not, and the token does not tell the key', () => {
  const keys = readKeyEncryptionKeys(first);
  expect(internalToken(keys)).toBe(internalToken(readKeyEncryptionKeys(`${first},${second}`)));
  expect(internalToken(keys)).not.toBe(internalToken(readKeyEncryptionKeys(second)));
  expect(internalToken(keys)).not.toContain(first.slice(0, 8));
});
