import { mailSchema, type Mail } from '@tollgate/core/mail/mail';
import { expect, test } from 'vitest';
import { renderMail } from './render-mail.ts';

const to = 'ada@example.com';
const link = 'https://gate.example.com/invite/abc?a=1&b=2';
const hostile = `Eve\r\nBcc: all@example.com\u2028<script>alert(1)</script> "'& \u202Egnp.exe`;

const MAILS: { [Template in Mail['template']]: Extract<Mail, { template: Template }> } = {
  verify_email: { to, template: 'verify_email', data: { name: hostile, link } },
  reset_password: { to, template: 'reset_password', data: { name: hostile, link } },
  change_email: { to, template: 'change_email', data: { name: hostile, link } },
  invitation: { to, template: 'invitation', data: { organizationName: hostile, inviterName: hostile, role: 'finance', link } },
  email_changed: { to, template: 'email_changed', data: { name: hostile, newEmail: 'eve@example.com' } },
  password_changed: { to, template: 'password_changed', data: { name: hostile } },
  two_factor_changed: { to, template: 'two_factor_changed', data: { name: hostile, isOn: false } },
};

test.each(Object.values(MAILS))('$template: names can be neither headers, markup nor lines of their own', (mail) => {
  const { subject, text, html } = renderMail(mailSchema.parse(mail));
  expect(subject).not.toMatch(/[\p{Cc}\u2028\u2029\u202E]/u);
  expect(subject.length).toBeGreaterThan(10);
  expect(text).not.toMatch(/^Bcc/m);
  expect(html).not.toContain('<script>');
  expect(html).not.toContain('\u202E');
  expect(html).toContain('<html lang="en">');
});

test.each(Object.values(MAILS).filter(({ data }) => 'link' in data))('$template: both forms carry the link, the markup escaped', (mail) => {
  const { text, html } = renderMail(mail);
  expect(text).toContain(link);
  expect(html).toContain(`href="${link.replace('&', '&amp;')}"`);
});

test.each(['javascript:alert(1)', 'file:///etc/passwd', 'no link'])('a link to %s is no mail of ours', (bad) => {
  expect(mailSchema.safeParse({ ...MAILS.verify_email, data: { name: 'Ada', link: bad } }).success).toBe(false);
});
