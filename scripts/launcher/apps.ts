import { join } from 'node:path';
import type { AppEnvironment } from './app-environment.ts';
import { dashboardFolder, nextProgram } from './build-dashboard.ts';
import { rootFolder } from './paths.ts';
import type { Settings } from './settings.ts';
import type { ChildDescription } from './start-child.ts';
import { answersGet } from './wait-until-ready.ts';

export type App = Omit<ChildDescription, 'env'> & {
  env: AppEnvironment;
  /** `output` is what it has said since it was started. */
  isReady(output: string): boolean | Promise<boolean>;
};

export type AppMode = 'start' | 'dev';

function nodeApp(settings: Settings, mode: AppMode, name: string, entry: string, flags: string[], env: AppEnvironment) {
  const watch = mode === 'dev' ? ['--watch', '--watch-preserve-output'] : [];
  return {
    name,
    program: process.execPath,
    args: [...watch, '--enable-source-maps', ...flags, join(rootFolder, entry)],
    cwd: rootFolder,
    env,
    logFile: join(settings.home, 'logs', `${name}.log`),
  };
}

/** The line that the simulator prints when it listens. */
export function simulatorUrl(output: string): string | undefined {
  const line = output.split('\n').find((text) => text.startsWith('{"url":'));
  return line === undefined ? undefined : (JSON.parse(line) as { url: string }).url;
}

export function simulatorApp(settings: Settings, mode: AppMode, env: AppEnvironment, port: number): App {
  return {
    ...nodeApp(settings, mode, 'simulator', 'packages/simulator/src/main.ts', [], { ...env, SIMULATOR_PORT: String(port) }),
    graceMs: 5_000,
    isReady: (output) => simulatorUrl(output) !== undefined,
  };
}

export type MailCatcher = { smtpUrl: string; pageUrl: string };

/** The line that the mail catcher prints when it listens. */
export function mailCatcherUrls(output: string): MailCatcher | undefined {
  const line = output.split('\n').find((text) => text.startsWith('{"smtpUrl":'));
  return line === undefined ? undefined : (JSON.parse(line) as MailCatcher);
}

export function mailCatcherApp(settings: Settings, mode: AppMode, env: AppEnvironment, ports: { page: number; smtp: number }): App {
  return {
    ...nodeApp(settings, mode, 'mail', 'packages/mail/src/main.ts', [], {
      ...env,
      MAIL_CATCHER_PORT: String(ports.page),
      MAIL_CATCHER_SMTP_PORT: String(ports.smtp),
    }),
    graceMs: 5_000,
    isReady: (output) => mailCatcherUrls(output) !== undefined,
  };
}

export function workerApp(settings: Settings, mode: AppMode, env: AppEnvironment): App {
  return {
    ...nodeApp(settings, mode, 'worker', 'apps/worker/src/main.ts', [], env),
    graceMs: 30_000,
    isReady: (output) => output.includes('worker ready'),
  };
}

export function proxyApp(settings: Settings, mode: AppMode, env: AppEnvironment): App {
  return {
    // A larger nursery: most of what a request allocates is dead before it would be copied.
    ...nodeApp(settings, mode, 'proxy', 'apps/proxy/src/main.ts', ['--max-semi-space-size=32'], env),
    graceMs: Number(env['DRAIN_TIMEOUT_MS'] ?? 0) + 10_000,
    isReady: () => answersGet(`http://127.0.0.1:${settings.proxyPort}/readyz`),
  };
}

export function dashboardApp(settings: Settings, mode: AppMode, env: AppEnvironment): App {
  return {
    name: 'dashboard',
    program: process.execPath,
    args: [nextProgram, mode, '-p', String(settings.dashboardPort)],
    cwd: dashboardFolder,
    env: { ...env, NODE_ENV: mode === 'dev' ? 'development' : 'production' },
    logFile: join(settings.home, 'logs', 'dashboard.log'),
    graceMs: 10_000,
    isReady: () => answersGet(`http://127.0.0.1:${settings.dashboardPort}/sign-in`),
  };
}
