import { randomBytes } from 'node:crypto';
import { tmpdir } from 'node:os';
// @boundaries-ignore tests build what `npm start` builds
import { buildDashboard } from '../../../scripts/launcher/build-dashboard.ts';
// @boundaries-ignore as above
import { createProgress } from '../../../scripts/launcher/progress.ts';
import { freePort } from './free-port.ts';
import { startService, type ServiceProcess } from './service-process.ts';
import { waitFor } from './wait-for.ts';

export type DashboardProcess = ServiceProcess & { url: string };

/** Builds the dashboard unless the last build was of the very same sources; may take a minute. */
export async function buildDashboardOnce(): Promise<void> {
  await buildDashboard(tmpdir(), createProgress(process.stdout), new AbortController().signal);
}

/** The built dashboard as a process of its own on a free port; resolves when it answers. */
export async function startDashboardProcess(options: {
  databaseUrl: string;
  redisUrl: string;
  keyEncryptionKey: string;
  /** What people are told to call. */
  proxyUrl: string;
  /** Where the dashboard asks the proxy to test a credential. */
  proxyInternalUrl: string;
  /** The address that browsers use, when it is another. */
  publicUrl?: string;
  /** Settings beyond these. */
  environment?: Record<string, string>;
}): Promise<DashboardProcess> {
  const port = await freePort();
  const url = `http://127.0.0.1:${port}`;
  const service = startService(
    'node_modules/next/dist/bin/next',
    {
      NODE_ENV: 'production',
      NEXT_TELEMETRY_DISABLED: '1',
      DATABASE_URL: options.databaseUrl,
      REDIS_URL: options.redisUrl,
      TOLLGATE_KEY_ENCRYPTION_KEY: options.keyEncryptionKey,
      PROXY_URL: options.proxyUrl,
      PROXY_INTERNAL_URL: options.proxyInternalUrl,
      PUBLIC_URL: options.publicUrl ?? url,
      ALLOW_PRIVATE_UPSTREAMS: 'true',
      AUTH_SECRET: randomBytes(32).toString('base64'),
      AUTH_TRUST_HOST: 'true',
      ...options.environment,
    },
    [],
    ['start', 'apps/dashboard', '-p', String(port), '-H', '127.0.0.1'],
  );
  await waitFor(
    'the dashboard to answer',
    async () => {
      if (service.child.exitCode !== null) throw new Error(`The dashboard ended: ${service.output()}`);
      return (await fetch(`${url}/sign-in`)).ok;
    },
    { timeoutMs: 60_000, everyMs: 100 },
  );
  return { ...service, url };
}
