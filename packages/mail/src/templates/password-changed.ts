import type { MailContent } from '../mail-content.ts';

export function passwordChanged({ name }: { name: string }): MailContent {
  return {
    subject: 'Your password was changed',
    paragraphs: [
      `Hello ${name},`,
      'The password of your Tollgate account was changed, and every other browser was signed out.',
      'If it was not you, reset your password at once from the sign-in page.',
    ],
  };
}
