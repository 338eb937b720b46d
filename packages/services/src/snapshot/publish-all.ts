import { EPOCH_KEY, epochInTheMakingKey } from '@tollgate/redis/keys';
import { publishDocuments } from '@tollgate/redis/publish-snapshot';
import { newId } from '@tollgate/secrets/new-id';
import type { Services } from '../context.ts';
import { lockPublishing } from './lock-publishing.ts';
import { publishCounters } from './publish-counters.ts';
import { readCatalogueDocument } from './read-catalogue-document.ts';
import { keyDocument } from './read-key-documents.ts';
import { readOrganizationDocument } from './read-organization-document.ts';
import { readProjectDocuments } from './read-project-documents.ts';

const KEYS_AT_ONCE = 1000;

/**
 * Publishes every document and rebuilds every counter, then sets the epoch that says so. For a Redis that is new or lost its data.
 *
 * @throws Error when Redis lost its data once more meanwhile: the epoch is then not set and the call is worth repeating.
 */
export async function publishAll(services: Services): Promise<void> {
  const epoch = newId('epoch', services.clock());
  await services.redis.set(epochInTheMakingKey(epoch), epoch);
  await publishCatalogue(services);
  let after = '';
  for (;;) {
    const organizations = await services.database.prisma.organization.findMany({
      where: { id: { gt: after } },
      orderBy: { id: 'asc' },
      take: 100,
      select: { id: true },
    });
    for (const { id } of organizations) await publishOrganizationWhole(services, id);
    const last = organizations.at(-1);
    if (last === undefined) break;
    after = last.id;
  }
  // Fails when the key is gone, and with it what was published before.
  await services.redis.rename(epochInTheMakingKey(epoch), EPOCH_KEY);
}

async function publishCatalogue(services: Services): Promise<void> {
  await services.database.prisma.$transaction(async (transaction) => {
    await lockPublishing(transaction, null);
    await publishDocuments(services.redis, [await readCatalogueDocument(transaction)]);
  });
}

async function publishOrganizationWhole(services: Services, organizationId: string): Promise<void> {
  await publishCounters(services, organizationId, 'all');
  await services.database.prisma.$transaction(
    async (transaction) => {
      await lockPublishing(transaction, organizationId);
      await publishDocuments(services.redis, [
        ...(await readOrganizationDocument(transaction, organizationId)),
        ...(await readProjectDocuments(transaction, organizationId, 'all')),
      ]);
      let after = '';
      for (;;) {
        const keys = await transaction.apiKey.findMany({
          where: { organizationId, id: { gt: after } },
          orderBy: { id: 'asc' },
          take: KEYS_AT_ONCE,
        });
        await publishDocuments(services.redis, keys.map(keyDocument));
        const last = keys.at(-1);
        if (last === undefined) return;
        after = last.id;
      }
    },
    { maxWait: 10_000, timeout: 120_000 },
  );
}
