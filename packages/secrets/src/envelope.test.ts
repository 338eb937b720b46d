import { randomBytes } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { contentContext, createDataKey, credentialContext, open, openDataKey, seal } from './envelope.ts';
import { readKeyEncryptionKeys } from './key-encryption-key.ts';

const SECRET = Buffer.from('sk-canary-0123456789');
const CONTEXT = credentialContext('org_1', 'crd_1', 'openai');

function newKeys(count = 1) {
  return readKeyEncryptionKeys(Array.from({ length: count }, () => randomBytes(32).toString('base64')).join(','));
}

describe('a sealed secret', () => {
  const key = randomBytes(32);

  it('opens to what was sealed, and to nothing without its key', () => {
    const sealed = seal(key, SECRET, CONTEXT);
    expect(open(key, sealed, CONTEXT)).toEqual(SECRET);
    expect(() => open(randomBytes(32), sealed, CONTEXT)).toThrow();
    expect(JSON.stringify(sealed)).not.toContain('canary');
  });

  it('looks different each time', () => {
    expect(seal(key, SECRET, CONTEXT)).not.toEqual(seal(key, SECRET, CONTEXT));
  });

  it.each([
    ['another organisation', credentialContext('org_2', 'crd_1', 'openai')],
    ['another credential', credentialContext('org_1', 'crd_2', 'openai')],
    ['another provider', credentialContext('org_1', 'crd_1', 'anthropic')],
    ['kept content', contentContext('org_1', 'crd_1')],
  ])('does not open as that of %s', (_whose, context) => {
    expect(() => open(key, seal(key, SECRET, CONTEXT), context)).toThrow();
  });

  it('does not open with any one bit flipped', () => {
    const sealed = seal(key, SECRET, CONTEXT);
    for (const field of ['nonce', 'ciphertext'] as const) {
      const bytes = Buffer.from(sealed[field], 'base64url');
      for (let bit = 0; bit < bytes.length * 8; bit++) {
        const flipped = Buffer.from(bytes);
        flipped[bit >> 3] = (flipped[bit >> 3] ?? 0) ^ (1 << (bit & 7));
        expect(() => open(key, { ...sealed, [field]: flipped.toString('base64url') }, CONTEXT)).toThrow();
      }
    }
  });

  it('does not open when cut to any length, which would leave a tag that can be guessed', () => {
    const { nonce, ciphertext } = seal(key, Buffer.alloc(0), CONTEXT);
    const bytes = Buffer.from(ciphertext, 'base64url');
    for (let length = 0; length < bytes.length; length++) {
      expect(() => open(key, { nonce, ciphertext: bytes.subarray(0, length).toString('base64url') }, CONTEXT)).toThrow('not whole');
    }
    expect(() => open(key, { nonce: '', ciphertext }, CONTEXT)).toThrow('not whole');
  });
});

describe('a data key', () => {
  it('opens for its organisation and version only, so that documents cannot be swapped', () => {
    const keys = newKeys();
    const sealed = createDataKey(keys, 'org_1', 1);
    expect(openDataKey(keys, sealed, 'org_1', 1)).toHaveLength(32);
    expect(() => openDataKey(keys, sealed, 'org_2', 1)).toThrow();
    expect(() => openDataKey(keys, sealed, 'org_1', 2)).toThrow();
  });

  it('opens after the key-encryption key was rotated, and new ones are sealed with the newest', () => {
    const [older] = newKeys();
    const [newest] = newKeys();
    if (!older || !newest) throw new Error('Two keys were made');
    const sealed = createDataKey([older], 'org_1', 1);
    const rotated = [newest, older];
    expect(openDataKey(rotated, sealed, 'org_1', 1)).toEqual(openDataKey([older], sealed, 'org_1', 1));
    expect(createDataKey(rotated, 'org_1', 2).kekId).toBe(newest.id);
    expect(() => openDataKey([newest], sealed, 'org_1', 1)).toThrow(`key-encryption key ${older.id}, which is not configured`);
  });

  it('does not open under another key that claims the same name', () => {
    const [key] = newKeys();
    const [other] = newKeys();
    if (!key || !other) throw new Error('Two keys were made');
    const sealed = createDataKey([key], 'org_1', 1);
    expect(() => openDataKey([{ id: key.id, key: other.key }], sealed, 'org_1', 1)).toThrow();
  });
});
