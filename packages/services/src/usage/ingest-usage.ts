import { ingestOrReject, type IngestOrRejectResult } from '@tollgate/db/ledger/ingest-or-reject';
import type { UsageBatch } from '@tollgate/queue/jobs';
import type { Services } from '../context.ts';
import { announceBatch } from './announce-batch.ts';
import { acknowledgeBatch } from './acknowledge-batch.ts';
import { settleBudgets } from './settle-budgets.ts';

/**
 * Takes a batch of facts into the ledger; then, after COMMIT, brings the budgets to what the ledger says, tells the proxy and
 * those who watch. Whatever
 * fails, running it again completes what is left and counts nothing twice.
 *
 * @throws while Postgres or Redis does not answer, and on a deadlock; the proxy is then not told.
 */
export async function ingestUsage(
  services: Pick<Services, 'database' | 'redis' | 'clock'>,
  batch: UsageBatch,
): Promise<IngestOrRejectResult> {
  const result = await ingestOrReject(services.database.pool, batch, batch);
  await settleBudgets(services, batch.attempts);
  await acknowledgeBatch(services.redis, batch.proxyId, batch.batchId);
  if (result.insertedRequests > 0) await announceBatch(services.redis, batch.requests);
  return result;
}
