import { existsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { temporaryFolder } from '../testing/temporary-folder.ts';
import { checkDisk, deleteHome, openHome } from './home-folder.ts';

test('a state folder that was made here is deleted whole', () => {
  using folder = temporaryFolder();
  const home = join(folder.path, 'home');
  openHome(home);
  writeFileSync(join(home, 'secrets.env'), '');
  openHome(home);
  deleteHome(home);
  expect(existsSync(home)).toBe(false);
});

test('a folder that held other things before is never deleted', () => {
  using folder = temporaryFolder();
  writeFileSync(join(folder.path, 'thesis.txt'), 'ten years');
  openHome(folder.path);
  expect(() => deleteHome(folder.path)).toThrow('was not made by Tollgate');
  expect(existsSync(join(folder.path, 'thesis.txt'))).toBe(true);
});

test('a disk with less than 500 MB left is refused with the remedy', () => {
  expect(() => checkDisk('/var/one', 499_999_999)).toThrow('Less than 500 MB are free on the disk of /var/one: free some space');
  checkDisk('/var/one', 500_000_000);
  expect(() => checkDisk('/')).not.toThrow();
});
