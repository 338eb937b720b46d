import { createMailbox } from './mailbox.ts';
import { startPages } from './start-pages.ts';
import { startSmtp } from './start-smtp.ts';

export type MailCatcher = {
  smtpUrl: string;
  /** Where a browser on this machine sees the mails; `/mails.json` lists them. */
  pageUrl: string;
  close(): Promise<void>;
};

const KEPT_MAILS = 200;

/** A mail server that keeps the last mails to itself and shows them; both of its ports are on loopback, and 0 picks a free one. */
export async function startCatcher({ smtpPort, pagePort }: { smtpPort: number; pagePort: number }): Promise<MailCatcher> {
  const mailbox = createMailbox(KEPT_MAILS);
  const smtp = await startSmtp(mailbox, smtpPort);
  const pages = await startPages(mailbox, pagePort);
  return {
    smtpUrl: `smtp://127.0.0.1:${smtp.port}`,
    pageUrl: pages.url,
    async close() {
      await Promise.all([smtp.close(), pages.close()]);
    },
  };
}
