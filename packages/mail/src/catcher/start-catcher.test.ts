import { request } from 'node:http';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createMailer, type Mailer } from '../create-mailer.ts';
import type { CaughtMail } from './mailbox.ts';
import { startCatcher, type MailCatcher } from './start-catcher.ts';

let catcher: MailCatcher;
let mailer: Mailer;
beforeAll(async () => {
  catcher = await startCatcher({ smtpPort: 0, pagePort: 0 });
  mailer = createMailer({ url: catcher.smtpUrl, from: 'Tollgate <mail@gate.example.com>' });
});
afterAll(async () => {
  mailer.close();
  await catcher.close();
});

const link = 'http://localhost:3000/reset-password?token=abc';
const send = (name: string) => mailer.send(`mail_${name}`, { to: 'ada@example.com', template: 'reset_password', data: { name, link } });
const list = async () => (await (await fetch(`${catcher.pageUrl}/mails.json`)).json()) as CaughtMail[];

test('a mail that was sent is listed and shown, its markup kept from doing anything', async () => {
  await send('Ada');
  const [mail] = await list();
  expect(mail).toMatchObject({ to: ['ada@example.com'], subject: 'Reset your password', text: expect.stringContaining(link) });
  expect(await (await fetch(catcher.pageUrl)).text()).toContain('Reset your password');
  const page = await (await fetch(`${catcher.pageUrl}/mails/${mail!.id}`)).text();
  expect(page).toContain('sandbox="allow-popups allow-popups-to-escape-sandbox"');
  const frame = await fetch(`${catcher.pageUrl}/mails/${mail!.id}/html`);
  expect(frame.headers.get('content-security-policy')).toMatch(/^sandbox allow-popups .*default-src 'none'/);
  expect(await frame.text()).toContain(link);
});

test('the last two hundred mails are kept', async () => {
  for (let number = 0; number < 202; number++) await send(`P${number}`);
  const mails = await list();
  expect(mails).toHaveLength(200);
  expect(mails[0]?.text).toContain('P201');
});

test('a page that is open hears of a new mail', async () => {
  const response = await fetch(`${catcher.pageUrl}/events`);
  const reader = response.body!.getReader();
  await send('Grace');
  expect(Buffer.from((await reader.read()).value ?? []).toString()).toContain('data: mail');
  await reader.cancel();
});

test.each(['evil.test', 'localhost.evil.test:8025', '127.0.0.1.evil.test', ''])(
  'a page that came here by the name %j reads nothing',
  async (host) => {
    const { port } = new URL(catcher.pageUrl);
    const status = await new Promise((resolve, reject) => {
      const asked = request({ port, host: '127.0.0.1', path: '/mails.json', headers: { host }, setHost: false }, (response) => {
        response.resume();
        resolve(response.statusCode);
      });
      asked.on('error', reject).end();
    });
    expect(status).toBeGreaterThanOrEqual(400);
  },
);

test.each(['/mails/999999', '/mails/1/other', '/../etc/passwd', '/mails/99999999999'])('%s is not here', async (path) => {
  expect((await fetch(catcher.pageUrl + path)).status).toBe(404);
});
