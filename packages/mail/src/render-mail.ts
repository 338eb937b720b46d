import type { Mail } from '@tollgate/core/mail/mail';
import { escapeHtml } from './escape-html.ts';
import type { MailContent } from './mail-content.ts';
import { changeEmail } from './templates/change-email.ts';
import { emailChanged } from './templates/email-changed.ts';
import { invitation } from './templates/invitation.ts';
import { passwordChanged } from './templates/password-changed.ts';
import { resetPassword } from './templates/reset-password.ts';
import { twoFactorChanged } from './templates/two-factor-changed.ts';
import { verifyEmail } from './templates/verify-email.ts';

export type RenderedMail = { subject: string; text: string; html: string };

/** The mail in both of its forms. What people wrote, such as names, stays text: it can be neither a header, nor markup, nor a line of its own. */
export function renderMail(mail: Mail): RenderedMail {
  const content = fill(mail);
  const subject = oneLine(content.subject);
  const paragraphs = content.paragraphs.map(oneLine);
  return { subject, text: toText({ ...content, paragraphs }), html: toHtml({ ...content, subject, paragraphs }) };
}

function fill(mail: Mail): MailContent {
  switch (mail.template) {
    case 'verify_email':
      return verifyEmail(mail.data);
    case 'reset_password':
      return resetPassword(mail.data);
    case 'change_email':
      return changeEmail(mail.data);
    case 'invitation':
      return invitation(mail.data);
    case 'email_changed':
      return emailChanged(mail.data);
    case 'password_changed':
      return passwordChanged(mail.data);
    case 'two_factor_changed':
      return twoFactorChanged(mail.data);
  }
}

function oneLine(text: string): string {
  return text
    .toWellFormed()
    .replaceAll(/[\p{Cc}\p{Zl}\p{Zp}\u202A-\u202E\u2066-\u2069]+/gu, ' ')
    .trim();
}

function toText({ paragraphs, action, footnote }: MailContent): string {
  const parts = [
    ...paragraphs,
    ...(action === undefined ? [] : [`${action.label}: ${action.link}`]),
    ...(footnote === undefined ? [] : [footnote]),
  ];
  return `${parts.join('\n\n')}\n\n-- \nTollgate\n`;
}

function toHtml({ subject, paragraphs, action, footnote }: MailContent): string {
  const button =
    action === undefined
      ? ''
      : `<p style="margin:24px 0"><a href="${escapeHtml(action.link)}" style="display:inline-block;padding:10px 18px;border-radius:6px;background:#00647c;color:#ffffff;font-weight:600;text-decoration:none">${escapeHtml(action.label)}</a></p>
<p style="font-size:13px;color:#52525b">Or open this address:<br><a href="${escapeHtml(action.link)}" style="color:#00647c;word-break:break-all">${escapeHtml(action.link)}</a></p>`;
  return `<!doctype html>
<html lang="en">
<head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>${escapeHtml(subject)}</title></head>
<body style="margin:0;padding:24px;background:#f4f4f5;color:#18181b;font:16px/1.5 system-ui,sans-serif">
<main style="max-width:520px;margin:0 auto;padding:24px;border-radius:8px;background:#ffffff">
<h1 style="margin:0 0 16px;font-size:20px">${escapeHtml(subject)}</h1>
${paragraphs.map((paragraph) => `<p>${escapeHtml(paragraph)}</p>`).join('\n')}
${button}
${footnote === undefined ? '' : `<p style="font-size:13px;color:#52525b">${escapeHtml(footnote)}</p>`}
</main>
</body>
</html>
`;
}
