import { createLogger } from '@tollgate/telemetry/logger';

const logger = createLogger('dashboard');

/** Writes down what a caller was only told the request id of. */
export function reportError(error: unknown, requestId: string): void {
  logger.error({ err: error, requestId }, 'procedure failed');
}
