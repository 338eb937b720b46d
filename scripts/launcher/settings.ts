import { join, resolve } from 'node:path';
import { LauncherError } from './launcher-error.ts';
import { rootFolder } from './paths.ts';

export type Settings = {
  home: string;
  proxyPort: number;
  dashboardPort: number;
  metricsPort: number;
  publicUrl: string;
  proxyUrl: string;
  controlPlaneUrl: string;
  allowPrivateUpstreams: string;
  databaseUrl: string | undefined;
  redisUrl: string | undefined;
  /** Without one, mail is caught on this machine. */
  smtpUrl: string | undefined;
  /** Of the mail catcher; without one, its usual port or else a free one. */
  mailCatcherPort: number | undefined;
  mailCatcherSmtpPort: number | undefined;
};

type Environment = Record<string, string | undefined>;

function givenPort(environment: Environment, name: string): number | undefined {
  const value = environment[name];
  if (value === undefined || value === '') return undefined;
  const number = Number(value);
  if (!Number.isInteger(number) || number < 1 || number > 65_535) {
    throw new LauncherError(`${name} is "${value}", which is no port: give a number from 1 to 65535.`);
  }
  return number;
}

function port(environment: Environment, name: string, fallback: number): number {
  return givenPort(environment, name) ?? fallback;
}

function text(environment: Environment, name: string): string | undefined {
  const value = environment[name];
  return value === undefined || value === '' ? undefined : value;
}

/** What the environment says, with the defaults of `npm start`. */
export function readSettings(environment: Environment): Settings {
  const proxyPort = port(environment, 'PROXY_PORT', 4000);
  const dashboardPort = port(environment, 'DASHBOARD_PORT', 3000);
  return {
    home: resolve(rootFolder, text(environment, 'TOLLGATE_HOME') ?? join(rootFolder, '.tollgate')),
    proxyPort,
    dashboardPort,
    metricsPort: port(environment, 'METRICS_PORT', 4001),
    publicUrl: text(environment, 'PUBLIC_URL') ?? `http://localhost:${dashboardPort}`,
    proxyUrl: text(environment, 'PROXY_URL') ?? `http://localhost:${proxyPort}`,
    controlPlaneUrl: text(environment, 'CONTROL_PLANE_URL') ?? `http://127.0.0.1:${dashboardPort}`,
    allowPrivateUpstreams: text(environment, 'ALLOW_PRIVATE_UPSTREAMS') ?? 'true',
    databaseUrl: text(environment, 'DATABASE_URL'),
    redisUrl: text(environment, 'REDIS_URL'),
    smtpUrl: text(environment, 'SMTP_URL'),
    mailCatcherPort: givenPort(environment, 'MAIL_CATCHER_PORT'),
    mailCatcherSmtpPort: givenPort(environment, 'MAIL_CATCHER_SMTP_PORT'),
  };
}
