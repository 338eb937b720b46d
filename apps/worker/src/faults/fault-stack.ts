import { execFile } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { createDatabase, startPostgres, type TestPostgres } from '@tollgate/testing/postgres';
import { startProxyProcess, startSimulatorProcess, type ProxyProcess } from '@tollgate/testing/proxy-process';
import { startRedis, type TestRedis } from '@tollgate/testing/redis';
import type { ServiceProcess } from '@tollgate/testing/service-process';
import { startWorkerProcess, type WorkerProcess } from '@tollgate/testing/worker-process';

/** Every process of Tollgate but the dashboard, and the servers they need, each of them free to be killed. */
export type FaultStack = {
  readonly postgres: TestPostgres;
  readonly databaseUrl: string;
  readonly redis: TestRedis;
  readonly journalPath: string;
  /** Of one organisation; each with a budget and a rate that no load here comes near. */
  readonly keys: readonly string[];
  /** As they are now: a restart replaces them. */
  readonly worker: WorkerProcess;
  readonly proxy: ProxyProcess;
  /** After `worker.kill()`. */
  restartWorker(): Promise<void>;
  /** After `proxy.kill()`: on the same home and so beside the dead one's spool. */
  restartProxy(): Promise<void>;
  stop(): Promise<void>;
};

const SERVICES = fileURLToPath(new URL('../../../../packages/services/src', import.meta.url));

const CONFIGURATION = `
organization: Faults
owner: { email: owner@faults.test, password: correct horse battery staple }
projects:
  - name: web
    routes:
      - { name: second-try, fallback: [sim/server-error, sim/echo] }
    keys:
      - { name: monthly, budget_usd: 9000000, per: month, rpm: 1000000 }
      - { name: total, budget_usd: 9000000, per: total, rpm: 1000000 }
`;

/** Starts everything on free ports and folders of its own. The organisation is made by the real services. */
export async function startFaultStack(options: { isRedisDurable: boolean }): Promise<FaultStack> {
  const folder = mkdtempSync(join(tmpdir(), 'tollgate-faults-'));
  const journalPath = join(folder, 'journal.jsonl');
  const keyEncryptionKey = randomBytes(32).toString('base64');
  const [postgres, redis, simulator] = await Promise.all([
    startPostgres(),
    startRedis({ isDurable: options.isRedisDurable }),
    startSimulatorProcess({ SIMULATOR_JOURNAL: journalPath }),
  ]);
  const { url: databaseUrl } = await createDatabase(postgres.url);
  const own = { databaseUrl, redisUrl: redis.url, keyEncryptionKey };
  const keys = await makeOrganization(folder, own);
  const startProxy = () => startProxyProcess({ ...own, home: join(folder, 'home'), simulatorUrl: simulator.url });
  let [worker, proxy] = await Promise.all([startWorkerProcess(own), startProxy()]);
  return {
    postgres,
    databaseUrl,
    redis,
    journalPath,
    keys,
    get worker() {
      return worker;
    },
    get proxy() {
      return proxy;
    },
    async restartWorker() {
      worker = await startWorkerProcess(own);
    },
    async restartProxy() {
      proxy = await startProxy();
    },
    async stop() {
      // Nothing here is needed any more, so nothing is asked to finish its work.
      await Promise.all([worker, proxy, simulator].map((service: ServiceProcess) => service.kill()));
      await Promise.all([postgres.stop(), redis.stop()]);
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** With its prices, as `npm start -- --config FILE` does it; in processes of their own, because services' tests import this package. */
async function makeOrganization(
  folder: string,
  { databaseUrl, redisUrl, keyEncryptionKey }: { databaseUrl: string; redisUrl: string; keyEncryptionKey: string },
): Promise<string[]> {
  const environment = { DATABASE_URL: databaseUrl, REDIS_URL: redisUrl, TOLLGATE_KEY_ENCRYPTION_KEY: keyEncryptionKey };
  const run = async (script: string, ...parameters: string[]) => {
    const { stdout } = await promisify(execFile)(process.execPath, [join(SERVICES, script), ...parameters], {
      env: { PATH: process.env['PATH'] ?? '', ...environment },
    });
    return stdout;
  };
  await run('price/seed-catalogue-main.ts');
  const file = join(folder, 'tollgate.yaml');
  writeFileSync(file, CONFIGURATION);
  const made = JSON.parse(await run('config/cli-main.ts', 'apply', '-f', file)) as { projects: { keys: { key: string }[] }[] };
  return made.projects.flatMap((project) => project.keys.map(({ key }) => key));
}
