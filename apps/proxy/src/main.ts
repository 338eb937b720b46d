import { createLogger } from '@tollgate/telemetry/logger';
import { createProxy } from './create-proxy.ts';
import { readEnv } from './env.ts';

const logger = createLogger('proxy');
try {
  const proxy = await createProxy(readEnv(process.env), logger);
  logger.info({ url: proxy.url, metricsUrl: proxy.metricsUrl }, 'proxy ready');
  for (const signal of ['SIGTERM', 'SIGINT'] as const) {
    process.on(signal, () => void proxy.drain().then(() => process.exit(0)));
  }
} catch (error) {
  const { code, message } = error as NodeJS.ErrnoException;
  logger.fatal(code === 'EADDRINUSE' ? 'The port is taken. Stop what uses it or set PROXY_PORT and METRICS_PORT to free ports.' : message);
  process.exit(1);
}
