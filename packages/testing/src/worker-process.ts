import { freePort } from './free-port.ts';
import { startService, type ServiceProcess } from './service-process.ts';
import { waitFor } from './wait-for.ts';

export type WorkerProcess = ServiceProcess & {
  /** The sum of a counter over its labels. */
  readCounter(name: string): Promise<number>;
};

/** The worker as a process of its own; resolves when it says it is ready. */
export async function startWorkerProcess(options: {
  databaseUrl: string;
  redisUrl: string;
  keyEncryptionKey: string;
  /** Without one no mail is sent. */
  smtpUrl?: string;
  /** What links in mails begin with. */
  publicUrl?: string;
}): Promise<WorkerProcess> {
  const port = await freePort();
  const service = startService('apps/worker/src/main.ts', {
    DATABASE_URL: options.databaseUrl,
    REDIS_URL: options.redisUrl,
    TOLLGATE_KEY_ENCRYPTION_KEY: options.keyEncryptionKey,
    WORKER_METRICS_PORT: String(port),
    ...(options.smtpUrl === undefined ? {} : { SMTP_URL: options.smtpUrl }),
    ...(options.publicUrl === undefined ? {} : { PUBLIC_URL: options.publicUrl }),
  });
  await waitFor(
    'the worker to be ready',
    () => {
      if (service.child.exitCode !== null) throw new Error(`The worker ended: ${service.output()}`);
      return service.output().includes('"worker ready"');
    },
    { timeoutMs: 30_000 },
  );
  return {
    ...service,
    async readCounter(name) {
      const text = await (await fetch(`http://127.0.0.1:${port}/metrics`)).text();
      const values = text.split('\n').filter((line) => line.startsWith(name));
      return values.reduce((sum, line) => sum + Number(line.slice(line.lastIndexOf(' '))), 0);
    },
  };
}
