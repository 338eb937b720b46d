import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { buildDashboardOnce, startDashboardProcess } from '@tollgate/testing/dashboard-process';
import { startMailProcess } from '@tollgate/testing/mail-process';
import { createDatabase } from '@tollgate/testing/postgres';
import { startProxyProcess, startSimulatorProcess } from '@tollgate/testing/proxy-process';
import { startRedis } from '@tollgate/testing/redis';
import { testDatabaseUrl } from '@tollgate/testing/test-servers';
import { testKeyEncryptionKey } from '@tollgate/testing/key-encryption-key';
import { startWorkerProcess } from '@tollgate/testing/worker-process';
import type { Stack } from './stack.ts';

const SEED_CATALOGUE = fileURLToPath(new URL('../../../../packages/services/src/price/seed-catalogue-main.ts', import.meta.url));

/** The whole product as `npm start` brings it up, each part a process of its own, on an empty database. */
export async function startStack(): Promise<{ stack: Stack; stop(): Promise<void> }> {
  const undo: (() => unknown)[] = [];
  const stop = async () => {
    for (const step of undo.splice(0).reverse()) await step();
  };
  try {
    const home = mkdtempSync(join(tmpdir(), 'tollgate-browser-'));
    undo.push(() => rmSync(home, { recursive: true, force: true }));
    const [database, redis] = await Promise.all([createDatabase(testDatabaseUrl()), startRedis(), buildDashboardOnce()]);
    undo.push(database.drop, redis.stop);
    const shared = { databaseUrl: database.url, redisUrl: redis.url, keyEncryptionKey: testKeyEncryptionKey() };
    await seedCatalogue(shared);
    const mail = await startMailProcess();
    undo.push(mail.stop);
    const [simulator, worker] = await Promise.all([startSimulatorProcess(), startWorkerProcess({ ...shared, smtpUrl: mail.smtpUrl })]);
    undo.push(simulator.stop, worker.stop);
    const proxy = await startProxyProcess({ ...shared, home, simulatorUrl: simulator.url });
    undo.push(proxy.stop);
    const urls = { proxyUrl: proxy.url, proxyInternalUrl: proxy.metricsUrl };
    const dashboard = await startDashboardProcess({ ...shared, ...urls });
    undo.push(dashboard.stop);
    return { stack: { ...shared, ...urls, simulatorUrl: simulator.url, mailUrl: mail.pageUrl, dashboardUrl: dashboard.url }, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

async function seedCatalogue(shared: { databaseUrl: string; redisUrl: string; keyEncryptionKey: string }): Promise<void> {
  const env = {
    ...process.env,
    DATABASE_URL: shared.databaseUrl,
    REDIS_URL: shared.redisUrl,
    TOLLGATE_KEY_ENCRYPTION_KEY: shared.keyEncryptionKey,
  };
  await promisify(execFile)(process.execPath, [SEED_CATALOGUE], { env });
}
