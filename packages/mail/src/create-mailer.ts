import type { Mail } from '@tollgate/core/mail/mail';
import { createTransport } from 'nodemailer';
import { MailRefused } from './mail-refused.ts';
import { renderMail } from './render-mail.ts';

export type Mailer = {
  /**
   * Hands a mail to the server. `id` becomes the Message-ID, by which a receiver knows a second delivery of the same mail.
   *
   * @throws MailRefused when trying again cannot help, any other Error when it may.
   */
  send(id: string, mail: Mail): Promise<void>;
  close(): void;
};

/** Sends through the SMTP server at `url` (`smtp://user:password@host:port`, `smtps://…`); `from` is such as `Tollgate <mail@example.com>`. */
export function createMailer({ url, from }: { url: string; from: string }): Mailer {
  const transport = createTransport({
    pool: true,
    maxConnections: 2,
    connectionTimeout: 10_000,
    greetingTimeout: 10_000,
    socketTimeout: 30_000,
    dnsTimeout: 10_000,
    // A template that named a file or an address would otherwise have it read.
    disableFileAccess: true,
    disableUrlAccess: true,
    url,
  });
  return {
    async send(id, mail) {
      // As an object the address is one address, whatever characters it holds.
      const to = { name: '', address: mail.to };
      try {
        await transport.sendMail({
          from,
          to,
          messageId: `<${id}@tollgate>`,
          headers: { 'auto-submitted': 'auto-generated' },
          ...renderMail(mail),
        });
      } catch (error) {
        // The server's own words quote the address, so only its code goes on to the log.
        const code = codeOf(error);
        throw isPermanent(error)
          ? new MailRefused(`The mail server refused the address or the mail (${code}).`)
          : new Error(`The mail could not be handed to the mail server (${code}).`);
      }
    },
    close: () => transport.close(),
  };
}

type SmtpError = { code?: string; responseCode?: number; command?: string };

function codeOf(error: unknown): string {
  const { code, responseCode } = error as SmtpError;
  return [code, responseCode].filter((part) => part !== undefined).join(' ');
}

/** SMTP's 5yz replies to the recipient or the message. Those to a login, a greeting or the sender are ours to mend and are tried again. */
function isPermanent(error: unknown): boolean {
  const { code, responseCode, command } = error as SmtpError;
  if ((code !== 'EENVELOPE' && code !== 'EMESSAGE') || command === 'MAIL FROM') return false;
  return responseCode === undefined || responseCode >= 500;
}
