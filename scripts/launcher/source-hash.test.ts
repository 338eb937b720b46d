import { mkdirSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { temporaryFolder } from '../testing/temporary-folder.ts';
import { hashSources } from './source-hash.ts';

test('changes with any source, its name and its place, and not with tests or what was built', () => {
  using folder = temporaryFolder();
  const write = (path: string, content: string) => {
    mkdirSync(join(folder.path, path, '..'), { recursive: true });
    writeFileSync(join(folder.path, path), content);
  };
  const hash = () => hashSources(folder.path, ['app', 'package-lock.json', 'absent']);
  write('app/src/page.tsx', 'one');
  const first = hash();
  write('app/src/page.test.tsx', 'a test');
  write('app/.next/server.js', 'built');
  write('app/node_modules/a/index.js', 'installed');
  write('elsewhere/page.tsx', 'not asked for');
  expect(hash()).toBe(first);
  write('app/src/page.tsx', 'two');
  const second = hash();
  expect(second).not.toBe(first);
  renameSync(join(folder.path, 'app/src/page.tsx'), join(folder.path, 'app/src/other.tsx'));
  expect(hash()).not.toBe(second);
  write('package-lock.json', '{}');
  expect(new Set([first, second, hash()]).size).toBe(3);
});
