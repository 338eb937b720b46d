import type { JobContent, JobName } from '@tollgate/queue/jobs';
import { HANDLERS } from './registry.ts';
import type { WorkerContext } from './worker-context.ts';

/** Runs one job and counts it; what the handler throws goes on to the queue, which runs the job again. */
export async function runJob<Name extends JobName>(context: WorkerContext, name: Name, content: JobContent<Name>): Promise<void> {
  const stop = context.metrics.jobDuration.startTimer({ job: name });
  try {
    await HANDLERS[name].handle(context, content);
    stop({ result: 'ok' });
  } catch (error) {
    stop({ result: 'error' });
    throw error;
  }
}
