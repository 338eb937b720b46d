import { Queue } from 'bullmq';
import { Redis } from 'ioredis';
import { JOBS, type JobName, type JobPayload } from './jobs.ts';

/** A producer for one queue. Payloads are typed here and checked by the worker, which does not trust what it finds. */
export type JobProducer<Name extends JobName> = {
  /** Adding a job under an id that is still in the queue does nothing. */
  add(payload: JobPayload<Name>, options: { jobId: string }): Promise<void>;
  close(): Promise<void>;
};

export function createJobProducer<Name extends JobName>(name: Name, redisUrl: string): JobProducer<Name> {
  const { attempts, backoffMs } = JOBS[name];
  // A producer that cannot reach Redis must hear of it at once: what it wanted to send is still in its spool.
  const connection = new Redis(redisUrl, { enableOfflineQueue: false, maxRetriesPerRequest: 0, retryStrategy: (times) => Math.min(50 * times, 500) });
  connection.on('error', () => undefined);
  // Finished jobs leave at once: the ledger remembers, and a late second delivery is harmless.
  const queue = new Queue(name, {
    connection,
    defaultJobOptions: { attempts, backoff: { type: 'fixed', delay: backoffMs }, removeOnComplete: true, removeOnFail: 1000 },
  });
  queue.on('error', () => undefined);
  return {
    async add(payload, { jobId }) {
      await queue.add(name, payload, { jobId });
    },
    async close() {
      await queue.close();
      connection.disconnect();
    },
  };
}
