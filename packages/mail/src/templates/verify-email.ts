import type { MailContent } from '../mail-content.ts';

export function verifyEmail({ name, link }: { name: string; link: string }): MailContent {
  return {
    subject: 'Confirm your e-mail address',
    paragraphs: [
      `Hello ${name},`,
      'Confirm that this address is yours, so that you can invite colleagues and get back in without your password.',
    ],
    action: { label: 'Confirm address', link },
    footnote: 'The link works once, for 24 hours. If you did not sign up for Tollgate, ignore this mail.',
  };
}
