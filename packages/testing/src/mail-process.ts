import { startService, type ServiceProcess } from './service-process.ts';
import { waitFor } from './wait-for.ts';

export type MailProcess = ServiceProcess & {
  smtpUrl: string;
  /** Lists every caught mail at `/mails.json`. */
  pageUrl: string;
};

/** The mail catcher of `npm start` as a process of its own, on free ports. */
export async function startMailProcess(): Promise<MailProcess> {
  const service = startService('packages/mail/src/main.ts', { MAIL_CATCHER_PORT: '0', MAIL_CATCHER_SMTP_PORT: '0' });
  const line = await waitFor('the mail catcher', () => {
    if (service.child.exitCode !== null) throw new Error(`The mail catcher ended: ${service.output()}`);
    return service.output().includes('\n') && service.output().split('\n')[0];
  });
  return { ...service, ...(JSON.parse(line) as { smtpUrl: string; pageUrl: string }) };
}
