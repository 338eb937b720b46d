import type { Infrastructure } from './infrastructure.ts';
import type { Secrets } from './secrets-file.ts';
import type { Settings } from './settings.ts';

export type AppEnvironment = Record<string, string | undefined>;

/** What every process of Tollgate is told. Variables that the user set and we do not name pass through. */
export function appEnvironment(settings: Settings, secrets: Secrets, { databaseUrl, redisUrl }: Infrastructure): AppEnvironment {
  return {
    // Nobody waits for a load balancer to notice, and Ctrl-C should not take minutes.
    DRAIN_GRACE_MS: '0',
    DRAIN_TIMEOUT_MS: '15000',
    ...process.env,
    NODE_ENV: 'production',
    NEXT_TELEMETRY_DISABLED: '1',
    TOLLGATE_HOME: settings.home,
    DATABASE_URL: databaseUrl,
    REDIS_URL: redisUrl,
    PROXY_PORT: String(settings.proxyPort),
    DASHBOARD_PORT: String(settings.dashboardPort),
    METRICS_PORT: String(settings.metricsPort),
    PUBLIC_URL: settings.publicUrl,
    PROXY_URL: settings.proxyUrl,
    CONTROL_PLANE_URL: settings.controlPlaneUrl,
    ALLOW_PRIVATE_UPSTREAMS: settings.allowPrivateUpstreams,
    TOLLGATE_KEY_ENCRYPTION_KEY: secrets.TOLLGATE_KEY_ENCRYPTION_KEY,
    AUTH_SECRET: secrets.AUTH_SECRET,
    AUTH_TRUST_HOST: 'true',
  };
}
