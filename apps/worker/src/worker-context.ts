import type { Mailer } from '@tollgate/mail/create-mailer';
import type { Services } from '@tollgate/services/context';
import type { Logger } from '@tollgate/telemetry/logger';
import type { WorkerMetrics } from './metrics/worker-metrics.ts';

/** What handlers and duties work with; made once in `main`. */
export type WorkerContext = {
  services: Services;
  /** `null` without `SMTP_URL`. */
  mailer: Mailer | null;
  logger: Logger;
  metrics: WorkerMetrics;
};
