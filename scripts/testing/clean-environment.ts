import { delimiter, join } from 'node:path';
import { rootFolder } from '../launcher/paths.ts';

/** Variables that belong to somebody's running Tollgate: a test run has servers and ports of its own and must not reach that one. */
const foreign =
  /^(TOLLGATE_HOME|TOLLGATE_KEY_ENCRYPTION_KEY|DATABASE_URL|REDIS_URL|SIMULATOR_.*|PROXY_.*|DASHBOARD_PORT|METRICS_.*|PUBLIC_URL|CONTROL_PLANE_URL|ALLOW_PRIVATE_UPSTREAMS|MAX_STALE|SMTP_URL|AUTH_.*|INIT_CWD)$/;

/** The environment of every step: this process's without what would make a run depend on where it happens. */
export function cleanEnvironment(environment: Record<string, string | undefined>): Record<string, string | undefined> {
  const kept = Object.entries(environment).filter(([name]) => !foreign.test(name) && !name.startsWith('npm_'));
  return {
    ...Object.fromEntries(kept),
    // Programs of the npm packages begin with `env node`: that must be the pinned one.
    PATH: [join(rootFolder, 'node_modules', '.bin'), environment['PATH']].join(delimiter),
    CI: 'true',
    TZ: 'UTC',
    TURBO_TELEMETRY_DISABLED: '1',
    NEXT_TELEMETRY_DISABLED: '1',
    DO_NOT_TRACK: '1',
    NO_COLOR: '1',
  };
}
