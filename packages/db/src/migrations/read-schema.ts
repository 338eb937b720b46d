import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** One file of the Prisma schema; `path` is relative to the schema folder. */
export type SchemaFile = { path: string; content: string };

export function readSchema(folder: string): SchemaFile[] {
  return readdirSync(folder)
    .filter((name) => name.endsWith('.prisma'))
    .sort()
    .map((path) => ({ path, content: readFileSync(join(folder, path), 'utf8') }));
}
