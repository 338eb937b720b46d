import { freePort } from './free-port.ts';
import { startService, type ServiceProcess } from './service-process.ts';
import { waitFor } from './wait-for.ts';

export type ProxyProcess = ServiceProcess & { url: string; metricsUrl: string };

/** The proxy as a process of its own on free ports; resolves when it says it is ready. */
export async function startProxyProcess(options: {
  redisUrl: string;
  home: string;
  simulatorUrl: string;
  keyEncryptionKey: string;
  environment?: Record<string, string>;
}): Promise<ProxyProcess> {
  const [port, metricsPort] = [await freePort(), await freePort()];
  const service = startService('apps/proxy/src/main.ts', {
    PROXY_PORT: String(port),
    PROXY_HOST: '127.0.0.1',
    METRICS_PORT: String(metricsPort),
    REDIS_URL: options.redisUrl,
    TOLLGATE_HOME: options.home,
    SIMULATOR_URL: options.simulatorUrl,
    TOLLGATE_KEY_ENCRYPTION_KEY: options.keyEncryptionKey,
    ALLOW_PRIVATE_UPSTREAMS: 'true',
    DRAIN_GRACE_MS: '0',
    ...options.environment,
  });
  const url = `http://127.0.0.1:${port}`;
  await waitFor('the proxy to be ready', async () => {
    if (service.child.exitCode !== null) throw new Error(`The proxy ended: ${service.output()}`);
    return (await fetch(`${url}/readyz`)).ok;
  });
  return { ...service, url, metricsUrl: `http://127.0.0.1:${metricsPort}` };
}

/** The simulated provider as a process of its own. */
export async function startSimulatorProcess(environment: Record<string, string> = {}): Promise<ServiceProcess & { url: string }> {
  const port = await freePort();
  const service = startService('packages/simulator/src/main.ts', { SIMULATOR_PORT: String(port), ...environment });
  const origin = `http://127.0.0.1:${port}`;
  await waitFor('the simulated provider to be ready', async () => (await fetch(`${origin}/v1/models`)).ok);
  return { ...service, url: `${origin}/v1` };
}
