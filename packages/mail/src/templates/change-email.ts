import type { MailContent } from '../mail-content.ts';

export function changeEmail({ name, link }: { name: string; link: string }): MailContent {
  return {
    subject: 'Confirm your new e-mail address',
    paragraphs: [`Hello ${name},`, 'Confirm that you want to sign in to Tollgate with this address from now on.'],
    action: { label: 'Use this address', link },
    footnote: 'The link works once, for 24 hours. If you did not ask for this, ignore this mail: nothing changes.',
  };
}
