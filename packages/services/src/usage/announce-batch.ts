import type { RequestFact } from '@tollgate/core/usage/facts';
import type { Redis } from '@tollgate/redis/client';
import { announceRequests } from '@tollgate/redis/request-announcements';

/** Tells watchers of each organisation what was recorded. One that cannot be told finds it in the ledger, so a failure is no failure. */
export async function announceBatch(redis: Redis, requests: readonly RequestFact[]): Promise<void> {
  const byOrganization = Map.groupBy(requests, ({ organizationId }) => organizationId);
  await Promise.allSettled([...byOrganization].map(([organizationId, own]) => announceRequests(redis, organizationId, own)));
}
