import { readEmailLink } from '@tollgate/services/auth/confirm-email';
import type { Metadata } from 'next';
import { AuthHeader } from '../../../features/account/auth-header.tsx';
import { AuthLink } from '../../../features/account/auth-link.tsx';
import { ConfirmEmailForm } from '../../../features/account/confirm-email-form.tsx';
import { getServices } from '../../../server/services.ts';

export const metadata: Metadata = { title: 'Confirm your e-mail address', referrer: 'no-referrer' };

export default async function ConfirmEmailPage({ searchParams }: { searchParams: Promise<{ token?: string | string[] }> }) {
  const { token } = await searchParams;
  const link = typeof token === 'string' ? await readEmailLink(getServices(), token) : null;
  if (link === null || typeof token !== 'string')
    return (
      <AuthHeader title="This link is over">
        A link to confirm an address works once and for 24 hours. If yours is not confirmed yet,{' '}
        <AuthLink href="/account">send a new one from your account page.</AuthLink>
      </AuthHeader>
    );
  return (
    <>
      <AuthHeader title={link.isChange ? 'Use this address from now on' : 'Confirm your e-mail address'}>
        {link.isChange ? 'Your account will belong to ' : 'You signed up with '}
        <strong className="font-medium wrap-anywhere text-foreground">{link.email}</strong>
        {link.isChange ? ', and other browsers will be signed out.' : '.'}
      </AuthHeader>
      <ConfirmEmailForm token={token} />
    </>
  );
}
