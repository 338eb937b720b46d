import { setTimeout as pause } from 'node:timers/promises';
import { createDatabase } from '@tollgate/db/client';
import { createMailer } from '@tollgate/mail/create-mailer';
import { connectRedis } from '@tollgate/redis/client';
import { lazyMailQueue } from '@tollgate/services/mail/lazy-mail-queue';
import { createLogger } from '@tollgate/telemetry/logger';
import { checkRollupDrift } from './duties/check-rollup-drift.ts';
import { expireContents } from './duties/expire-contents.ts';
import { flushKeyLastUsed } from './duties/flush-key-last-used.ts';
import { keepPartitions } from './duties/keep-partitions.ts';
import { keepSnapshotPublished } from './duties/keep-snapshot-published.ts';
import { purgeOrganizations } from './duties/purge-organizations.ts';
import { runDuties } from './duties/run-duties.ts';
import { writeExports } from './duties/write-exports.ts';
import { type Environment, readEnvironment } from './environment.ts';
import { serveMetrics } from './metrics/serve-metrics.ts';
import { createWorkerMetrics } from './metrics/worker-metrics.ts';
import { startConsumers } from './start-consumers.ts';
import type { WorkerContext } from './worker-context.ts';

const DUTIES = [
  keepSnapshotPublished,
  keepPartitions,
  expireContents,
  checkRollupDrift,
  flushKeyLastUsed,
  writeExports,
  purgeOrganizations,
];
/** A job takes far less; one that hangs runs again elsewhere, which is harmless. */
const LONGEST_SHUTDOWN_MS = 20_000;

const logger = createLogger('worker');

async function main(): Promise<void> {
  const environment = readEnvironment(process.env);
  const context = createContext(environment);
  const stopping = new AbortController();
  for (const signal of ['SIGTERM', 'SIGINT'] as const) process.once(signal, () => stopping.abort());

  const metricsServer = environment.metricsPort === null ? null : await serveMetrics(context.metrics.registry, environment.metricsPort);
  const duties = runDuties(context, DUTIES, stopping.signal);
  const consumers = startConsumers(context, environment.redisUrl);
  if (await untilServersAnswer(context, stopping.signal)) logger.info({ metricsPort: metricsServer?.port ?? null }, 'worker ready');
  await untilAborted(stopping.signal);

  logger.info('worker stopping: finishing running jobs');
  setTimeout(() => {
    logger.warn('worker stopped before its jobs ended; they will run again');
    process.exit(0);
  }, LONGEST_SHUTDOWN_MS).unref();
  await Promise.all([duties, ...consumers.map((consumer) => consumer.close())]);
  await metricsServer?.close();
  context.mailer?.close();
  await context.services.mailQueue.close();
  context.services.redis.disconnect();
  await context.services.database.close();
  logger.info('worker stopped');
}

function createContext(environment: Environment): WorkerContext {
  const services = {
    database: createDatabase(environment.databaseUrl),
    redis: connectRedis(environment.redisUrl, { name: 'worker', commandTimeoutMs: 5000 }),
    keyEncryptionKeys: environment.keyEncryptionKeys,
    clock: Date.now,
    proxyInternalUrl: environment.proxyInternalUrl,
    publicUrl: environment.publicUrl,
    mailQueue: lazyMailQueue(environment.redisUrl),
  };
  const mailer = environment.smtpUrl === null ? null : createMailer({ url: environment.smtpUrl, from: environment.mailFrom });
  return { services, mailer, logger, metrics: createWorkerMetrics() };
}

/** `false` when stopped meanwhile. */
async function untilServersAnswer({ services }: WorkerContext, signal: AbortSignal): Promise<boolean> {
  while (!signal.aborted) {
    const answers = await Promise.allSettled([services.redis.ping(), services.database.pool.query('SELECT 1')]);
    if (answers.every(({ status }) => status === 'fulfilled')) return true;
    await pause(100, undefined, { signal }).catch(() => undefined);
  }
  return false;
}

async function untilAborted(signal: AbortSignal): Promise<void> {
  if (signal.aborted) return;
  await new Promise((resolve) => signal.addEventListener('abort', resolve, { once: true }));
}

// An outage of a server must never end the worker: what was underway is done again when the server is back.
process.on('unhandledRejection', (error) => logger.error({ err: error }, 'a rejection was not handled'));

main().catch((error: unknown) => {
  logger.fatal({ err: error }, error instanceof Error ? error.message : 'worker failed');
  process.exit(1);
});
