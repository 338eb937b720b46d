import { setTimeout } from 'node:timers/promises';
import { UnrecoverableError, Worker } from 'bullmq';
import { Redis } from 'ioredis';
import { FinalJobError } from './final-job-error.ts';
import { JOBS, type JobContent, type JobName } from './jobs.ts';

/** `close` takes no more jobs and resolves once those in hand are done, also while Redis does not answer. */
export type JobConsumer = { close(): Promise<void> };

/** How long Redis is given to hear of the end of the last job. */
const FAREWELL_MS = 2_000;
const LOOK_EVERY_MS = 50;

/**
 * Takes jobs off one queue. The handler may run more than once for the same job and must be idempotent; what it throws makes the
 * job run again, unless it is a {@link FinalJobError}. A payload that does not fit its schema fails for good and is reported through `onFailed`.
 */
export function createJobConsumer<Name extends JobName>(
  name: Name,
  options: {
    redisUrl: string;
    concurrency: number;
    handle(payload: JobContent<Name>): Promise<void>;
    onFailed(jobId: string, error: Error): void;
  },
): JobConsumer {
  // Blocking reads wait for work as long as it takes, so these connections never give up.
  const connection = new Redis(options.redisUrl, { maxRetriesPerRequest: null });
  connection.on('error', () => undefined);
  // The worker makes a second connection out of this one and offers no way to end it while Redis is away.
  const connections = [connection];
  const duplicate = connection.duplicate.bind(connection);
  connection.duplicate = (...overrides) => {
    const copy = duplicate(...overrides);
    connections.push(copy);
    return copy;
  };
  let inHand = 0;
  const worker = new Worker(
    name,
    async (job) => {
      const payload = JOBS[name].schema.safeParse(job.data);
      // It will not fit the next time either; its sender still has it and is told through `onFailed`.
      if (!payload.success) throw new UnrecoverableError(`The payload of ${name} does not fit its schema: ${payload.error.message}`);
      inHand++;
      try {
        await options.handle(payload.data as JobContent<Name>);
      } catch (error) {
        throw error instanceof FinalJobError ? new UnrecoverableError(error.message) : error;
      } finally {
        inHand--;
      }
    },
    { connection, concurrency: options.concurrency, maxStalledCount: 1_000_000 },
  );
  worker.on('failed', (job, error) => options.onFailed(job?.id ?? 'unknown', error));
  worker.on('error', () => undefined);
  return {
    async close() {
      const closed = worker.close().catch(() => undefined);
      await Promise.race([closed, handsEmpty(() => inHand === 0)]);
      // Without Redis the worker would wait for its connections for ever. A job it could not report is given out again.
      for (const open of connections) open.disconnect();
    },
  };
}

async function handsEmpty(isEmpty: () => boolean): Promise<void> {
  while (!isEmpty()) await setTimeout(LOOK_EVERY_MS);
  await setTimeout(FAREWELL_MS, undefined, { ref: false });
}
