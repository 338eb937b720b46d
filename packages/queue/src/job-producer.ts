import { once } from 'node:events';
import { setTimeout } from 'node:timers/promises';
import { Queue } from 'bullmq';
import { Redis } from 'ioredis';
import { JOBS, type JobName, type JobPayload } from './jobs.ts';

/**
 * A producer for one queue. Payloads are typed here and checked by the worker, which does not trust what it finds. Every call rejects
 * while Redis does not answer.
 */
export type JobProducer<Name extends JobName> = {
  /** Adding a job under an id that is still in the queue does nothing. */
  add(payload: JobPayload<Name>, options: { jobId: string }): Promise<void>;
  /**
   * Whether a job waits for a worker or for another try. `false` once a worker has taken it, for nobody knows whether that one is still
   * alive, and once it has succeeded, failed for good or was lost.
   */
  isQueued(jobId: string): Promise<boolean>;
  /** How many jobs wait for a worker. */
  waiting(): Promise<number>;
  close(): Promise<void>;
};

const COMMAND_TIMEOUT_MS = 2_000;

export function createJobProducer<Name extends JobName>(name: Name, redisUrl: string): JobProducer<Name> {
  const { attempts, backoff, keptFailures } = JOBS[name];
  // A producer that cannot reach Redis must hear of it at once: what it wanted to send is still in its spool.
  const connection = new Redis(redisUrl, {
    enableOfflineQueue: false,
    maxRetriesPerRequest: 0,
    commandTimeout: COMMAND_TIMEOUT_MS,
    retryStrategy: (times) => Math.min(50 * times, 500),
  });
  connection.on('error', () => undefined);
  // Finished jobs leave at once: the ledger remembers, and a late second delivery is harmless.
  const queue = new Queue(name, {
    connection,
    defaultJobOptions: { attempts, backoff, removeOnComplete: true, removeOnFail: { count: keptFailures } },
  });
  queue.on('error', () => undefined);
  const firstReady = once(connection, 'ready').catch(() => undefined);
  let wasReady = false;
  // The queue would wait for a connection as long as it takes, and then send everything that was tried meanwhile.
  const requireConnection = async (): Promise<void> => {
    if (!wasReady) await Promise.race([firstReady, setTimeout(COMMAND_TIMEOUT_MS, undefined, { ref: false })]);
    if (connection.status !== 'ready') throw new Error('Redis does not answer');
    wasReady = true;
  };
  return {
    async add(payload, { jobId }) {
      await requireConnection();
      await queue.add(name, payload, { jobId });
    },
    async isQueued(jobId) {
      await requireConnection();
      const state = await queue.getJobState(jobId);
      return state !== 'active' && state !== 'completed' && state !== 'failed' && state !== 'unknown';
    },
    async waiting() {
      await requireConnection();
      return queue.getWaitingCount();
    },
    async close() {
      await queue.close();
      connection.disconnect();
    },
  };
}
