import { readResetLink } from '@tollgate/services/auth/reset-password';
import type { Metadata } from 'next';
import { AuthHeader } from '../../../features/account/auth-header.tsx';
import { AuthLink } from '../../../features/account/auth-link.tsx';
import { NewPasswordForm } from '../../../features/account/new-password-form.tsx';
import { getServices } from '../../../server/services.ts';

export const metadata: Metadata = { title: 'Choose a new password', referrer: 'no-referrer' };

export default async function ResetPasswordPage({ searchParams }: { searchParams: Promise<{ token?: string | string[] }> }) {
  const { token } = await searchParams;
  const link = typeof token === 'string' ? await readResetLink(getServices(), token) : null;
  if (link === null || typeof token !== 'string')
    return (
      <AuthHeader title="This link is over">
        A link to choose a new password works once and for 30 minutes. <AuthLink href="/forgot-password">Ask for a new one.</AuthLink>
      </AuthHeader>
    );
  return (
    <>
      <AuthHeader title="Choose a new password">
        For <strong className="font-medium wrap-anywhere text-foreground">{link.email}</strong>. Every browser that is signed in now will be
        signed out.
      </AuthHeader>
      <NewPasswordForm token={token} email={link.email} />
    </>
  );
}
