import type { JobContent, JobName } from '@tollgate/queue/jobs';
import { handleIngestUsage } from './handlers/ingest-usage.ts';
import { handleSendMail } from './handlers/send-mail.ts';
import { handleStoreContent } from './handlers/store-content.ts';
import type { WorkerContext } from './worker-context.ts';

export type JobHandler<Name extends JobName> = {
  /** Jobs of this queue that one worker runs at a time. */
  concurrency: number;
  /** May run more than once for the same payload and must then change nothing; what it throws makes the job run again. */
  handle(context: WorkerContext, content: JobContent<Name>): Promise<void>;
};

/** Every queue has exactly one handler, in the file of its name. */
export const HANDLERS: { [Name in JobName]: JobHandler<Name> } = {
  // Two batches keep Postgres busy while a third waits for Redis; more only queue for the same rollup rows.
  'ingest-usage': { concurrency: 4, handle: handleIngestUsage },
  'send-mail': { concurrency: 2, handle: handleSendMail },
  'store-content': { concurrency: 2, handle: handleStoreContent },
};
