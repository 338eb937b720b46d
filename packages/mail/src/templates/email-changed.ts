import type { MailContent } from '../mail-content.ts';

export function emailChanged({ name, newEmail }: { name: string; newEmail: string }): MailContent {
  return {
    subject: 'Your e-mail address was changed',
    paragraphs: [
      `Hello ${name},`,
      `Your Tollgate account now belongs to ${newEmail}, and this address no longer signs in.`,
      'If it was not you, tell an owner of your organisation at once.',
    ],
  };
}
