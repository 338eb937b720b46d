import { EPOCH_KEY } from '@tollgate/redis/keys';
import type { Services } from '../context.ts';
import { publishAll } from './publish-all.ts';
import { publishChanges } from './publish-changes.ts';

/**
 * One round of the worker, to be run every second or so: publishes everything when Redis has no epoch (new, or lost its data), else
 * what verbs committed but could not publish. Throws while Redis or Postgres is down; the next round does what is left.
 */
export async function keepPublished(services: Services): Promise<'everything' | 'changes' | 'nothing'> {
  if ((await services.redis.get(EPOCH_KEY)) === null) {
    await publishAll(services);
    return 'everything';
  }
  const pending = await services.database.prisma.pendingPublication.findMany({
    distinct: ['organizationId'],
    select: { organizationId: true },
    take: 1000,
  });
  for (const { organizationId } of pending) await publishChanges(services, organizationId);
  return pending.length > 0 ? 'changes' : 'nothing';
}
