import { randomBytes, randomUUID } from 'node:crypto';
import { createDatabase } from '@tollgate/db/client';
import { connectRedis } from '@tollgate/redis/client';
import { readKeyEncryptionKeys } from '@tollgate/secrets/key-encryption-key';
import { openTenantContext } from '../access/open-tenant-context.ts';
import { markEmailVerified } from '../auth/mark-email-verified.ts';
import { signUp } from '../auth/sign-up.ts';
import type { Services, TenantContext } from '../context.ts';
import { lazyMailQueue } from '../mail/lazy-mail-queue.ts';
import { waitForRedis } from '../snapshot/wait-for-redis.ts';

export type Tenant = { context: TenantContext; userId: string; organizationId: string; projectId: string };
export type TestServices = {
  services: Services;
  /** Moves the clock of the verbs. */
  advance(ms: number): void;
  /** A person who signed up and confirmed their address, with their organisation, as its owner. */
  makeTenant(name?: string): Promise<Tenant>;
  close(): Promise<void>;
};

/** Services on a migrated database of their own, which goes with them; the clock stands until it is moved. */
export async function startTestServices(own: { url: string; drop(): Promise<void> }, redisUrl: string): Promise<TestServices> {
  const database = createDatabase(own.url);
  const redis = connectRedis(redisUrl, { name: 'services-test', commandTimeoutMs: 2000 });
  await waitForRedis(redis);
  let now = Date.now();
  const services: Services = {
    database,
    redis,
    keyEncryptionKeys: readKeyEncryptionKeys(randomBytes(32).toString('base64')),
    clock: () => now,
    proxyInternalUrl: 'http://127.0.0.1:9',
    publicUrl: 'http://localhost:3000',
    mailQueue: lazyMailQueue(redisUrl),
  };
  return {
    services,
    advance(ms) {
      now += ms;
    },
    async makeTenant(name = 'Tenant') {
      const input = { name: 'Owner', email: `${randomUUID()}@example.com`, password: 'correct horse battery', organizationName: name };
      const { userId, organizationId, projectId } = await signUp(services, input);
      await markEmailVerified(database.prisma, services, userId);
      return { context: await openTenantContext(services, { userId, organization: organizationId }), userId, organizationId, projectId };
    },
    async close() {
      redis.disconnect();
      await services.mailQueue.close();
      await database.close();
      await own.drop();
    },
  };
}
