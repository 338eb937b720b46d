import type { ProviderIdentity } from '@tollgate/services/auth/provider-identity';

export type SignInProvider = { id: ProviderIdentity['provider']; name: string };

type Environment = Readonly<Record<string, string | undefined>>;

/** The providers that the environment configures, with what their buttons call them. */
export function listSignInProviders(environment: Environment = process.env): SignInProvider[] {
  const isSet = (...names: string[]) => names.every((name) => environment[name]);
  const providers: SignInProvider[] = [];
  if (isSet('AUTH_GITHUB_ID', 'AUTH_GITHUB_SECRET')) providers.push({ id: 'github', name: 'GitHub' });
  if (isSet('AUTH_GOOGLE_ID', 'AUTH_GOOGLE_SECRET')) providers.push({ id: 'google', name: 'Google' });
  if (isSet('AUTH_OIDC_ISSUER', 'AUTH_OIDC_ID', 'AUTH_OIDC_SECRET'))
    providers.push({ id: 'oidc', name: environment['AUTH_OIDC_NAME'] || 'single sign-on' });
  return providers;
}

/** Where the browser goes to sign in at each of them. */
export function providerOrigins(environment: Environment = process.env): string[] {
  const issuer = environment['AUTH_OIDC_ISSUER'] ?? '';
  const origins = {
    github: 'https://github.com',
    google: 'https://accounts.google.com',
    oidc: URL.canParse(issuer) ? new URL(issuer).origin : null,
  };
  return listSignInProviders(environment).flatMap(({ id }) => origins[id] ?? []);
}
