import type { Metadata } from 'next';
import { redirectSignedIn } from '../../../auth/redirect-signed-in.ts';
import { listSignInProviders } from '../../../auth/sign-in-providers.ts';
import { AuthHeader } from '../../../features/account/auth-header.tsx';
import { AuthLink } from '../../../features/account/auth-link.tsx';
import { ProviderButtons } from '../../../features/account/provider-buttons.tsx';
import { SignUpForm } from '../../../features/account/sign-up-form.tsx';

export const metadata: Metadata = { title: 'Sign up' };

type Query = Record<string, string | string[] | undefined>;

export default async function SignUpPage({ searchParams }: { searchParams: Promise<Query> }) {
  const query = await searchParams;
  const next = typeof query['next'] === 'string' ? query['next'] : '';
  await redirectSignedIn(next);
  return (
    <>
      <AuthHeader title="Create your account">
        You get an organisation, a first project and an API key. No upstream key is needed to try it.
      </AuthHeader>
      <ProviderButtons providers={listSignInProviders()} next={next} />
      <SignUpForm next={next} />
      <p className="text-muted-foreground">
        Already have an account? <AuthLink href={next === '' ? '/sign-in' : `/sign-in?${new URLSearchParams({ next })}`}>Sign in</AuthLink>
      </p>
    </>
  );
}
