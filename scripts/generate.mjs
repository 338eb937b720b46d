// Writes the Prisma client to packages/db/src/generated. Does nothing when the schema has not changed since the last time.
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url));
const schemaFolder = join(root, 'prisma/schema');
const generatedFolder = join(root, 'packages/db/src/generated');
const stampFile = join(generatedFolder, '.schema-hash');

function schemaHash() {
  const hash = createHash('sha256').update(readFileSync(join(root, 'node_modules/prisma/package.json')));
  for (const name of readdirSync(schemaFolder).sort()) {
    hash.update(`\0${name}\0`).update(readFileSync(join(schemaFolder, name)));
  }
  return hash.digest('hex');
}

const hash = schemaHash();
if (!existsSync(stampFile) || readFileSync(stampFile, 'utf8') !== hash) {
  // The schema engine would be downloaded; generating does not need it, so its place is taken by a program that does nothing.
  const environment = {
    ...process.env,
    PRISMA_SCHEMA_ENGINE_BINARY: process.platform === 'darwin' ? '/usr/bin/true' : '/bin/true',
    CHECKPOINT_DISABLE: '1',
    PRISMA_HIDE_UPDATE_MESSAGE: '1',
  };
  const node = join(root, 'node_modules/.bin/node');
  const result = spawnSync(node, [join(root, 'node_modules/prisma/build/index.js'), 'generate', '--schema', schemaFolder], {
    cwd: root,
    env: environment,
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  if (result.status !== 0) {
    process.stderr.write(`${result.stdout}${result.stderr}`);
    process.exit(1);
  }
  writeFileSync(stampFile, hash);
}
