import { createJobConsumer, type JobConsumer } from '@tollgate/queue/job-consumer';
import { JOBS, type JobName } from '@tollgate/queue/jobs';
import { reportFailures } from './report-failures.ts';
import { HANDLERS } from './registry.ts';
import { runJob } from './run-job.ts';
import type { WorkerContext } from './worker-context.ts';

/** Begins to take jobs off every queue. */
export function startConsumers(context: WorkerContext, redisUrl: string): JobConsumer[] {
  return (Object.keys(JOBS) as JobName[]).map((name) => startConsumer(context, name, redisUrl));
}

function startConsumer<Name extends JobName>(context: WorkerContext, name: Name, redisUrl: string): JobConsumer {
  const report = reportFailures(context.logger, name);
  return createJobConsumer(name, {
    redisUrl,
    concurrency: HANDLERS[name].concurrency,
    async handle(content) {
      await runJob(context, name, content);
      report.succeeded();
    },
    onFailed: (jobId, error) => report.failed(error, { jobId }),
  });
}
