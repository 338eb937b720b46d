import { createDatabase } from '@tollgate/db/client';
import { connectRedis } from '@tollgate/redis/client';
import { readKeyEncryptionKeys } from '@tollgate/secrets/key-encryption-key';
import type { Services } from './context.ts';
import { lazyMailQueue } from './mail/lazy-mail-queue.ts';
import { readPublicUrl } from './mail/read-public-url.ts';

type Environment = Readonly<Record<string, string | undefined>>;

/**
 * Opens what the verbs need, from `DATABASE_URL`, `REDIS_URL`, `TOLLGATE_KEY_ENCRYPTION_KEY`, `PROXY_INTERNAL_URL` and `PUBLIC_URL`.
 * Nothing is dialled before it is used, but for Redis.
 *
 * @param name what Redis calls the connection.
 * @throws Error naming the variable that is absent.
 */
export function openServices(environment: Environment, name: string): Services {
  return {
    database: createDatabase(required(environment, 'DATABASE_URL')),
    redis: connectRedis(required(environment, 'REDIS_URL'), { name, commandTimeoutMs: 2000 }),
    keyEncryptionKeys: readKeyEncryptionKeys(environment['TOLLGATE_KEY_ENCRYPTION_KEY']),
    clock: Date.now,
    publicUrl: readPublicUrl(environment),
    mailQueue: lazyMailQueue(required(environment, 'REDIS_URL')),
    proxyInternalUrl: environment['PROXY_INTERNAL_URL'] ?? `http://127.0.0.1:${environment['METRICS_PORT'] ?? '4001'}`,
  };
}

function required(environment: Environment, name: string): string {
  const value = environment[name];
  if (!value) throw new Error(`Set ${name}.`);
  return value;
}
