import type { MailContent } from '../mail-content.ts';

export function resetPassword({ name, link }: { name: string; link: string }): MailContent {
  return {
    subject: 'Reset your password',
    paragraphs: [`Hello ${name},`, 'Somebody, hopefully you, asked to reset the password of your Tollgate account.'],
    action: { label: 'Choose a new password', link },
    footnote: 'The link works once, for 30 minutes. If it was not you, ignore this mail: your password stays as it is.',
  };
}
