import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import PostalMime from 'postal-mime';
import { SMTPServer, type SMTPServerDataStream, type SMTPServerEnvelope } from 'smtp-server';
import type { Mailbox } from './mailbox.ts';

const MAX_MAIL_BYTES = 5 * 1024 * 1024;

/** Takes every mail for everybody into the mailbox; listens on loopback only, so it asks for no password. */
export async function startSmtp(mailbox: Mailbox, port: number): Promise<{ port: number; close(): Promise<void> }> {
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ['AUTH', 'STARTTLS'],
    disableReverseLookup: true,
    size: MAX_MAIL_BYTES,
    closeTimeout: 500,
    onData: (stream, { envelope }, callback) => void keep(mailbox, stream, envelope, callback),
  });
  // A client that hangs up in the middle is no reason to end.
  server.on('error', () => undefined);
  server.listen(port, '127.0.0.1');
  await Promise.race([once(server.server, 'listening'), once(server, 'error').then(([error]) => Promise.reject(error as Error))]);
  return {
    port: (server.server.address() as AddressInfo).port,
    close: () => new Promise((resolve) => server.close(() => resolve())),
  };
}

async function keep(
  mailbox: Mailbox,
  stream: SMTPServerDataStream,
  { mailFrom, rcptTo }: SMTPServerEnvelope,
  done: (error?: Error) => void,
): Promise<void> {
  try {
    const mail = await PostalMime.parse(await receive(stream));
    mailbox.add({
      from: mail.from?.address ?? (mailFrom ? mailFrom.address : ''),
      to: rcptTo.map(({ address }) => address),
      subject: mail.subject ?? '',
      text: mail.text ?? '',
      html: mail.html ?? null,
      receivedAtMs: Date.now(),
    });
  } catch (error) {
    done(error instanceof Error ? error : new Error(String(error)));
    return;
  }
  done();
}

async function receive(stream: SMTPServerDataStream): Promise<Buffer> {
  const parts: Buffer[] = [];
  // One that is too large is read to its end all the same: the protocol has no other way to refuse it.
  for await (const part of stream as AsyncIterable<Buffer>) if (!stream.sizeExceeded) parts.push(part);
  if (stream.sizeExceeded) throw Object.assign(new Error('The mail is too large'), { responseCode: 552 });
  return Buffer.concat(parts);
}
