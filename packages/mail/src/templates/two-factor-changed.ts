import type { MailContent } from '../mail-content.ts';

export function twoFactorChanged({ name, isOn }: { name: string; isOn: boolean }): MailContent {
  return {
    subject: isOn ? 'Two-factor authentication is on' : 'Two-factor authentication is off',
    paragraphs: [
      `Hello ${name},`,
      isOn
        ? 'From now on, signing in to your Tollgate account takes a code from your authenticator app as well.'
        : 'Signing in to your Tollgate account no longer takes a code from your authenticator app.',
      'If it was not you, reset your password at once from the sign-in page.',
    ],
  };
}
