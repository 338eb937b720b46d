import type { AppEnvironment } from './app-environment.ts';
import { mailCatcherApp, mailCatcherUrls } from './apps.ts';
import type { AppMode, MailCatcher } from './apps.ts';
import { usualPort } from './ports.ts';
import type { Settings } from './settings.ts';
import { startApp } from './start-app.ts';
import type { Supervisor } from './supervisor.ts';

/** Where mail goes when `SMTP_URL` names no server; `undefined` when it does. */
export async function startMailCatcher(
  settings: Settings,
  mode: AppMode,
  env: AppEnvironment,
  supervisor: Supervisor,
): Promise<MailCatcher | undefined> {
  if (settings.smtpUrl !== undefined) return undefined;
  const ports = {
    page: settings.mailCatcherPort ?? (await usualPort(settings.home, 'mail-page', 8025)),
    smtp: settings.mailCatcherSmtpPort ?? (await usualPort(settings.home, 'mail-smtp', 1025)),
  };
  const catcher = startApp(mailCatcherApp(settings, mode, env, ports), supervisor, mode === 'dev');
  await catcher.ready;
  return mailCatcherUrls(catcher.running.readOutput());
}
