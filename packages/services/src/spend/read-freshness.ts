import { oldestWaitingMs } from '@tollgate/queue/oldest-waiting';
import type { Services } from '../context.ts';

/** Proxies ship what they know at once and at most this late. */
const SHIPPED_WITHIN_MS = 1000;

/** Up to when everything that was used is in the rollups, in epoch milliseconds; `null` when the queue cannot be asked. */
export async function readFreshness({ redis, clock }: Pick<Services, 'redis' | 'clock'>): Promise<number | null> {
  try {
    return ((await oldestWaitingMs(redis, 'ingest-usage')) ?? clock()) - SHIPPED_WITHIN_MS;
  } catch {
    return null;
  }
}
