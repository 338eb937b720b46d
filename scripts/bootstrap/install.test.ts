import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { temporaryFolder } from '../testing/temporary-folder.ts';
import { checkNode } from './check-node.mjs';
import { isInstalled, noteInstalled } from './install-state.mjs';
import { explainFailure } from './install.mjs';

const wanted = {
  '': {},
  'apps/a': {},
  'node_modules/a': { link: true, resolved: 'apps/a' },
  'node_modules/b': { version: '1.0.0' },
  'node_modules/c-darwin': { version: '1.0.0', optional: true },
};

function checkout(path: string): { lock(packages: object): void; installed(packages: object): void } {
  mkdirSync(join(path, 'node_modules/.bin'), { recursive: true });
  writeFileSync(join(path, 'node_modules/.bin/node'), '');
  return {
    lock: (packages) => writeFileSync(join(path, 'package-lock.json'), JSON.stringify({ packages })),
    installed: (packages) => writeFileSync(join(path, 'node_modules/.package-lock.json'), JSON.stringify({ packages })),
  };
}

test.each(['18.20.8', '20.17.0', '8.0.0'])('Node %s is refused in one sentence', (version) => {
  expect(() => checkNode(version)).toThrow(`Tollgate needs Node 20.18 or newer to start, and this is Node ${version}`);
});

test.each(['20.18.0', '22.0.0', '24.21.0'])('Node %s is taken', (version) => {
  expect(() => checkNode(version)).not.toThrow();
});

test('installs again when the lock file asks for something else than what is there', () => {
  using folder = temporaryFolder();
  const { lock, installed } = checkout(folder.path);
  lock(wanted);
  expect(isInstalled(folder.path)).toBe(false);
  noteInstalled(folder.path);
  expect(isInstalled(folder.path)).toBe(true);
  installed({ 'node_modules/b': { version: '1.0.0' } });
  lock({ ...wanted, 'node_modules/b': { version: '2.0.0' } });
  expect(isInstalled(folder.path)).toBe(false);
});

test('does not install again after an install by hand, which leaves out packages of other platforms', () => {
  using folder = temporaryFolder();
  const { lock, installed } = checkout(folder.path);
  lock(wanted);
  installed({ 'node_modules/a': { link: true }, 'node_modules/b': { version: '1.0.0' } });
  expect(isInstalled(folder.path)).toBe(true);
});

test.each([
  [
    'npm error `npm ci` can only install packages when your package.json and package-lock.json are in sync',
    'package-lock.json does not fit',
  ],
  ['npm error code ENOSPC', 'The disk is full'],
  ['npm error code ENOTFOUND', 'The npm registry cannot be reached'],
  ['npm error code EACCES', 'npm may not write to node_modules'],
  ['npm error something new', 'npm says why above'],
])('"%s" is told as "%s"', (output, sentence) => {
  expect(explainFailure(output)).toContain(sentence);
});
