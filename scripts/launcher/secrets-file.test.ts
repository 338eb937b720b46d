import { chmodSync, existsSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { temporaryFolder } from '../testing/temporary-folder.ts';
import { readOrMakeSecrets } from './secrets-file.ts';

test('secrets are made once, kept, and readable by their owner only', () => {
  using folder = temporaryFolder();
  const first = readOrMakeSecrets(folder.path, {});
  expect(Buffer.from(first.TOLLGATE_KEY_ENCRYPTION_KEY, 'base64')).toHaveLength(32);
  expect(Buffer.from(first.AUTH_SECRET, 'base64')).toHaveLength(32);
  expect(new Set(Object.values(first)).size).toBe(3);
  const file = join(folder.path, 'secrets.env');
  expect(statSync(file).mode & 0o777).toBe(0o600);
  chmodSync(file, 0o644);
  expect(readOrMakeSecrets(folder.path, {})).toEqual(first);
  expect(statSync(file).mode & 0o777).toBe(0o600);
});

test('a secret from the environment wins and is not written down', () => {
  using folder = temporaryFolder();
  const given = { TOLLGATE_KEY_ENCRYPTION_KEY: 'given', AUTH_SECRET: 'given too', POSTGRES_PASSWORD: 'given as well' };
  expect(readOrMakeSecrets(folder.path, given)).toEqual(given);
  expect(existsSync(join(folder.path, 'secrets.env'))).toBe(false);
});
