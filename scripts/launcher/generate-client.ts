import { join } from 'node:path';
import { LauncherError } from './launcher-error.ts';
import { rootFolder } from './paths.ts';
import { runCommand } from './run-command.ts';

/** Writes the Prisma client when the schema has changed. */
export async function generateClient(signal?: AbortSignal): Promise<void> {
  const script = join(rootFolder, 'scripts', 'generate.mjs');
  const { code, output } = await runCommand(process.execPath, [script], { cwd: rootFolder, ...(signal === undefined ? {} : { signal }) });
  if (code !== 0) throw new LauncherError(`The Prisma client could not be generated from prisma/schema: ${output.trim()}`);
}
