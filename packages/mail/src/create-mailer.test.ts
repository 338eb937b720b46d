import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import PostalMime from 'postal-mime';
import { SMTPServer, type SMTPServerOptions } from 'smtp-server';
import { afterEach, expect, test } from 'vitest';
import { createMailer } from './create-mailer.ts';
import { MailRefused } from './mail-refused.ts';

const mail = { to: 'ada@example.com', template: 'password_changed', data: { name: 'Ada' } } as const;
const undo: (() => unknown)[] = [];
afterEach(async () => {
  for (const step of undo.splice(0).reverse()) await step();
});

type Received = { from: string; to: string[]; source: string };

async function startServer(options: SMTPServerOptions = {}): Promise<{ url: string; received: Received[] }> {
  const received: Received[] = [];
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ['AUTH', 'STARTTLS'],
    onData(stream, { envelope }, done) {
      const parts: Buffer[] = [];
      stream.on('data', (part: Buffer) => parts.push(part));
      stream.on('end', () => {
        const from = envelope.mailFrom ? envelope.mailFrom.address : '';
        received.push({ from, to: envelope.rcptTo.map(({ address }) => address), source: Buffer.concat(parts).toString() });
        done();
      });
    },
    ...options,
  });
  server.on('error', () => undefined);
  server.listen(0, '127.0.0.1');
  await once(server.server, 'listening');
  undo.push(() => new Promise<void>((resolve) => server.close(resolve)));
  return { url: `smtp://127.0.0.1:${(server.server.address() as AddressInfo).port}`, received };
}

function mailerFor(url: string) {
  const mailer = createMailer({ url, from: 'Tollgate <mail@gate.example.com>' });
  undo.push(() => mailer.close());
  return mailer;
}

function refusal(code: number): Error {
  return Object.assign(new Error(`ada@example.com is not welcome`), { responseCode: code });
}

test('a mail arrives in both forms, from the sender, under its own id', async () => {
  const { url, received } = await startServer();
  await mailerFor(url).send('mail_1', mail);
  expect(received).toMatchObject([{ from: 'mail@gate.example.com', to: ['ada@example.com'] }]);
  const parsed = await PostalMime.parse(received[0]!.source);
  expect(parsed).toMatchObject({ messageId: '<mail_1@tollgate>', subject: 'Your password was changed' });
  expect(parsed.from).toMatchObject({ name: 'Tollgate' });
  expect(parsed.text).toContain('Hello Ada,');
  expect(parsed.html).toContain('<p>Hello Ada,</p>');
});

test('an address that the server refuses for good is refused for good, and not named', async () => {
  const { url } = await startServer({ onRcptTo: (_address, _session, done) => done(refusal(550)) });
  const error = await mailerFor(url)
    .send('mail_1', mail)
    .catch((reason: unknown) => reason);
  expect(error).toBeInstanceOf(MailRefused);
  expect(String(error)).not.toContain('ada@example.com');
});

test.each([
  ['a mailbox that is busy', { onRcptTo: (_address: unknown, _session: unknown, done: (error: Error) => void) => done(refusal(450)) }],
  ['a sender that is not allowed yet', { onMailFrom: (_a: unknown, _s: unknown, done: (error: Error) => void) => done(refusal(550)) }],
])('%s may be tried again', async (_title, options) => {
  const { url } = await startServer(options);
  const error = await mailerFor(url)
    .send('mail_1', mail)
    .catch((reason: unknown) => reason);
  expect(error).toBeInstanceOf(Error);
  expect(error).not.toBeInstanceOf(MailRefused);
  expect(String(error)).not.toContain('ada@example.com');
});

test('a server that is not there may be tried again', async () => {
  const error = await mailerFor('smtp://127.0.0.1:9')
    .send('mail_1', mail)
    .catch((reason: unknown) => reason);
  expect(error).not.toBeInstanceOf(MailRefused);
  expect(String(error)).toContain('could not be handed to the mail server');
});

test('an address with a comma is one address', async () => {
  const { url, received } = await startServer();
  await mailerFor(url)
    .send('mail_1', { ...mail, to: 'a@victim.com,evil@x.com' })
    .catch(() => undefined);
  for (const { to } of received) expect(to).toHaveLength(1);
});
