import { createJobProducer } from '@tollgate/queue/job-producer';
import { usageJobSchema, type UsageBatch } from '@tollgate/queue/jobs';
import { toUsageJob } from '@tollgate/queue/testing/to-usage-job';
import type { Redis } from 'ioredis';
import { waitFor } from '@tollgate/testing/wait-for';

/** BullMQ's own names for what lies in a queue. */
const WAITING = 'bull:ingest-usage:wait';
const jobKey = (id: string) => `bull:ingest-usage:${id}`;

/** The batches that no worker has taken yet. */
export async function readWaitingBatches(redis: Redis): Promise<UsageBatch[]> {
  const ids = await redis.lrange(WAITING, 0, -1);
  const jobs = await Promise.all(ids.map((id) => redis.hget(jobKey(id), 'data')));
  return jobs.flatMap((data) => (data === null ? [] : [usageJobSchema.parse(JSON.parse(data))]));
}

/** How many batches wait for a worker, or for another try after one that failed. */
export async function countUnfinishedBatches(redis: Redis): Promise<number> {
  const [waiting, delayed, active] = [
    await redis.llen(WAITING),
    await redis.zcard('bull:ingest-usage:delayed'),
    await redis.llen('bull:ingest-usage:active'),
  ];
  return waiting + delayed + active;
}

/** Delivers batches once more, each as a job of its own, as a proxy does that heard of no acknowledgement. */
export async function deliverAgain(redisUrl: string, batches: readonly UsageBatch[]): Promise<void> {
  const producer = createJobProducer('ingest-usage', redisUrl);
  try {
    for (const batch of batches) {
      const jobId = `${batch.batchId}-once-more`;
      await waitFor('the queue to take a batch', () => producer.add(toUsageJob(batch), { jobId }).then(() => true));
    }
  } finally {
    await producer.close();
  }
}
