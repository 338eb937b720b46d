import { readFile } from 'node:fs/promises';
import { parseArgs } from 'node:util';
import { ServiceError } from '../errors.ts';
import { openServices } from '../open-services.ts';
import { waitForRedis } from '../snapshot/wait-for-redis.ts';
import { applyConfig, planConfigFile } from './apply.ts';
import { ConfigError } from './config-error.ts';
import { readConfig } from './read-config.ts';

const USAGE = 'Usage: tollgate apply -f FILE | tollgate plan -f FILE';

/**
 * `apply -f FILE` and `plan -f FILE`: prints JSON with what was made, or would be. A mistake is one JSON object on stderr and exit code 1.
 * Environment: `DATABASE_URL`, `REDIS_URL`, `TOLLGATE_KEY_ENCRYPTION_KEY`, `ALLOW_PRIVATE_UPSTREAMS` and what the file refers to.
 */
async function run(parameters: string[]): Promise<unknown> {
  const { command, file } = readParameters(parameters);
  const text = await readFile(file, 'utf8').catch((error: unknown) => {
    throw new ConfigError(`${file} cannot be read: ${error instanceof Error ? error.message : String(error)}`, null, null);
  });
  const source = readConfig(text, process.env);
  const services = openServices(process.env, 'configuration');
  try {
    await waitForRedis(services.redis);
    return command === 'plan' ? await planConfigFile(services, source) : await applyConfig(services, source);
  } finally {
    services.redis.disconnect();
    await services.database.close();
  }
}

function readParameters(parameters: string[]): { command: 'apply' | 'plan'; file: string } {
  try {
    const { positionals, values } = parseArgs({
      args: parameters,
      allowPositionals: true,
      options: { file: { type: 'string', short: 'f' } },
    });
    const [command] = positionals;
    if (positionals.length === 1 && (command === 'apply' || command === 'plan') && values.file !== undefined)
      return { command, file: values.file };
  } catch {
    // An unknown option: the usage says it all.
  }
  throw new ConfigError(USAGE, null, null);
}

function described(error: unknown): object {
  if (error instanceof ConfigError) return { message: error.message, line: error.line, column: error.column, field: error.field };
  if (error instanceof ServiceError) return { message: error.message, code: error.code, field: error.field };
  return { message: error instanceof Error ? error.message : String(error) };
}

try {
  console.log(JSON.stringify(await run(process.argv.slice(2)), null, 2));
} catch (error) {
  console.error(JSON.stringify({ error: described(error) }, null, 2));
  process.exitCode = 1;
}
