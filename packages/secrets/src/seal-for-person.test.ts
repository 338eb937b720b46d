import { randomBytes } from 'node:crypto';
import { expect, test } from 'vitest';
import { readKeyEncryptionKeys } from './key-encryption-key.ts';
import { keyedHashes } from './keyed-hash.ts';
import { openForPerson, sealForPerson } from './seal-for-person.ts';

const [first, second] = [randomBytes(32).toString('base64'), randomBytes(32).toString('base64')];
const keys = readKeyEncryptionKeys(first);
const rotated = readKeyEncryptionKeys(`${second},${first}`);

test('a secret opens for its person only, also after the key was rotated', () => {
  const sealed = sealForPerson(keys, 'usr_a', Buffer.from('secret'));
  expect(openForPerson(rotated, 'usr_a', sealed).toString()).toBe('secret');
  expect(() => openForPerson(rotated, 'usr_b', sealed)).toThrow();
  expect(() => openForPerson(readKeyEncryptionKeys(second), 'usr_a', sealed)).toThrow('which is not configured');
});

test('a keyed hash depends on the key and the purpose, and an older key is still found', () => {
  const [hash] = keyedHashes(keys, 'link', 'token');
  expect(keyedHashes(rotated, 'link', 'token')[1]).toBe(hash);
  expect(keyedHashes(rotated, 'link', 'token')[0]).not.toBe(hash);
  expect(keyedHashes(keys, 'code', 'token')[0]).not.toBe(hash);
  expect(hash).toMatch(/^[0-9a-f]{64}$/);
});
