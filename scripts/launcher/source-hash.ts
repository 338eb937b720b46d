import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { join, relative } from 'node:path';

const skipped = new Set(['node_modules', '.next', '.turbo', 'generated', 'dist', 'coverage', 'e2e', 'testing', 'next-env.d.ts']);

function isSource(name: string): boolean {
  return !skipped.has(name) && !/\.(test|spec|bench)\.tsx?$/.test(name) && !name.endsWith('.tsbuildinfo');
}

function listFiles(path: string): string[] {
  if (!existsSync(path)) return [];
  if (statSync(path).isFile()) return [path];
  return readdirSync(path)
    .filter(isSource)
    .sort()
    .flatMap((name) => listFiles(join(path, name)));
}

/** One hash over the names and contents of everything under `paths` (relative to `root`) but tests and what is generated. */
export function hashSources(root: string, paths: string[]): string {
  const hash = createHash('sha256');
  for (const file of paths.flatMap((path) => listFiles(join(root, path)))) {
    hash.update(`\0${relative(root, file)}\0`).update(readFileSync(file));
  }
  return hash.digest('hex');
}
