import type { Services } from '../context.ts';
import { publishChanges } from './publish-changes.ts';

/**
 * Publishes at once what a verb has just committed. An outage of Redis does not undo the change: what could not be published stays
 * in `pending_publications`, and the worker publishes it as soon as Redis is back.
 */
export async function publishAfterCommit(services: Services, organizationId: string | null): Promise<void> {
  await publishChanges(services, organizationId).catch(() => undefined);
}
