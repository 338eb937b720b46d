import { chmodSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { temporaryFolder } from '../testing/temporary-folder.ts';
import { canEnter } from './can-enter.ts';

const stranger = { uid: 54_321, gid: 54_321 };

test('one closed folder above a path closes it to other users, and not to its owner', () => {
  using folder = temporaryFolder();
  chmodSync(folder.path, 0o755);
  const closed = join(folder.path, 'closed');
  mkdirSync(join(closed, 'open'), { recursive: true });
  const path = join(closed, 'open', 'not made yet', 'postgres');
  expect(canEnter(path, stranger)).toBe(true);
  chmodSync(closed, 0o700);
  expect(canEnter(path, stranger)).toBe(false);
  const owner = { uid: process.getuid?.() ?? 0, gid: process.getgid?.() ?? 0 };
  expect(canEnter(path, owner)).toBe(true);
});
