import type { AttemptFact, RequestFact } from '@tollgate/core/usage/facts';
import { createJobConsumer } from '@tollgate/queue/job-consumer';
import type { Redis } from '@tollgate/redis/client';
import { acknowledgedKey } from '@tollgate/redis/keys';

export type UsageSink = { attempts: Map<string, AttemptFact>; requests: Map<string, RequestFact>; close(): Promise<void> };

/** Stands where the worker's ledger would: takes the proxies' facts off the queue, keeps each once and acknowledges them. */
export function collectUsage(redisUrl: string, redis: Redis): UsageSink {
  const attempts = new Map<string, AttemptFact>();
  const requests = new Map<string, RequestFact>();
  const consumer = createJobConsumer('ingest-usage', {
    redisUrl,
    concurrency: 1,
    async handle(batch) {
      for (const attempt of batch.attempts) attempts.set(attempt.attemptId, attempt);
      for (const request of batch.requests) requests.set(request.requestId, request);
      await redis.hset(acknowledgedKey(batch.proxyId), batch.batchId, 1);
    },
    onFailed: (_id, error) => {
      throw error;
    },
  });
  return { attempts, requests, close: () => consumer.close() };
}
