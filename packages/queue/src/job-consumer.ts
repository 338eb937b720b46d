import { UnrecoverableError, Worker } from 'bullmq';
import { Redis } from 'ioredis';
import { JOBS, type JobName, type JobPayload } from './jobs.ts';

export type JobConsumer = { close(): Promise<void> };

/**
 * Takes jobs off one queue. The handler may run more than once for the same job and must be idempotent; what it throws makes the
 * job run again. A payload that does not fit its schema fails for good and is reported through `onFailed`.
 */
export function createJobConsumer<Name extends JobName>(
  name: Name,
  options: {
    redisUrl: string;
    concurrency: number;
    handle(payload: JobPayload<Name>): Promise<void>;
    onFailed(jobId: string, error: Error): void;
  },
): JobConsumer {
  // Blocking reads wait for work as long as it takes, so these connections never give up.
  const connection = new Redis(options.redisUrl, { maxRetriesPerRequest: null });
  connection.on('error', () => undefined);
  const worker = new Worker(
    name,
    async (job) => {
      const payload = JOBS[name].schema.safeParse(job.data);
      // It will not fit the next time either; its sender still has it and is told through `onFailed`.
      if (!payload.success) throw new UnrecoverableError(`The payload of ${name} does not fit its schema: ${payload.error.message}`);
      await options.handle(payload.data as JobPayload<Name>);
    },
    { connection, concurrency: options.concurrency, maxStalledCount: 1_000_000 },
  );
  worker.on('failed', (job, error) => options.onFailed(job?.id ?? 'unknown', error));
  worker.on('error', () => undefined);
  return {
    async close() {
      await worker.close();
      connection.disconnect();
    },
  };
}
