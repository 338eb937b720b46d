import type { UsageBatch } from '@tollgate/queue/jobs';
import { ingestUsage } from '@tollgate/services/usage/ingest-usage';
import type { WorkerContext } from '../worker-context.ts';

export async function handleIngestUsage({ services, logger, metrics }: WorkerContext, batch: UsageBatch): Promise<void> {
  const { insertedAttempts, insertedRequests, rejected } = await ingestUsage(services, batch);
  metrics.ingestedFacts.inc({ kind: 'attempt' }, insertedAttempts);
  metrics.ingestedFacts.inc({ kind: 'request' }, insertedRequests);
  metrics.duplicateFacts.inc(batch.attempts.length + batch.requests.length - insertedAttempts - insertedRequests - rejected.length);
  metrics.rejectedFacts.inc(rejected.length);
  for (const fact of rejected)
    logger.error({ ...fact, proxyId: batch.proxyId, batchId: batch.batchId }, 'the ledger refused a fact; it is kept in rejected_facts');
}
