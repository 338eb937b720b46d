import type { Metadata } from 'next';
import { readNotice } from '../../../auth/notices.ts';
import { redirectSignedIn } from '../../../auth/redirect-signed-in.ts';
import { listSignInProviders } from '../../../auth/sign-in-providers.ts';
import { AuthHeader } from '../../../features/account/auth-header.tsx';
import { AuthLink } from '../../../features/account/auth-link.tsx';
import { AuthNotice } from '../../../features/account/auth-notice.tsx';
import { ProviderButtons } from '../../../features/account/provider-buttons.tsx';
import { SignInForm } from '../../../features/account/sign-in-form.tsx';

export const metadata: Metadata = { title: 'Sign in' };

type Query = Record<string, string | string[] | undefined>;

export default async function SignInPage({ searchParams }: { searchParams: Promise<Query> }) {
  const query = await searchParams;
  const next = typeof query['next'] === 'string' ? query['next'] : '';
  await redirectSignedIn(next);
  return (
    <>
      <AuthHeader title="Sign in" />
      <AuthNotice notice={readNotice(query)} />
      <ProviderButtons providers={listSignInProviders()} next={next} />
      <SignInForm next={next} />
      <p className="text-muted-foreground">
        No account yet? <AuthLink href={next === '' ? '/sign-up' : `/sign-up?${new URLSearchParams({ next })}`}>Sign up</AuthLink>
      </p>
    </>
  );
}
