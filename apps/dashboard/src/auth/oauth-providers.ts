import { claimsOfGitHub, readClaims } from '@tollgate/services/auth/provider-claims';
import type { ProviderIdentity } from '@tollgate/services/auth/provider-identity';
import type { Provider } from 'next-auth/providers';
import GitHub from 'next-auth/providers/github';
import Google from 'next-auth/providers/google';
import { listSignInProviders } from './sign-in-providers.ts';

declare module 'next-auth' {
  interface User {
    isEmailVerified?: boolean;
  }
}

async function readGitHub(accessToken: string): Promise<Record<string, unknown>> {
  const read = async (path: string): Promise<unknown> => {
    const headers = { authorization: `Bearer ${accessToken}`, 'user-agent': 'tollgate', accept: 'application/vnd.github+json' };
    const response = await fetch(`https://api.github.com${path}`, { headers, signal: AbortSignal.timeout(10_000) });
    if (!response.ok) throw new Error(`GitHub answered ${path} with ${response.status}`);
    return response.json();
  };
  const [user, emails] = await Promise.all([read('/user'), read('/user/emails')]);
  return claimsOfGitHub(user, emails);
}

const PROVIDERS: Record<ProviderIdentity['provider'], (name: string) => Provider> = {
  github: () =>
    GitHub({
      clientId: process.env['AUTH_GITHUB_ID'] ?? '',
      clientSecret: process.env['AUTH_GITHUB_SECRET'] ?? '',
      checks: ['state', 'pkce'],
      userinfo: {
        url: 'https://api.github.com/user',
        request: ({ tokens }: { tokens: { access_token?: string } }) => readGitHub(tokens.access_token ?? ''),
      },
      profile: readClaims,
    }),
  google: () =>
    Google({
      clientId: process.env['AUTH_GOOGLE_ID'] ?? '',
      clientSecret: process.env['AUTH_GOOGLE_SECRET'] ?? '',
      checks: ['state', 'nonce', 'pkce'],
      profile: readClaims,
    }),
  oidc: (name) => ({
    id: 'oidc',
    name,
    type: 'oidc',
    issuer: (process.env['AUTH_OIDC_ISSUER'] ?? '').replace(/\/+$/, ''),
    clientId: process.env['AUTH_OIDC_ID'] ?? '',
    clientSecret: process.env['AUTH_OIDC_SECRET'] ?? '',
    authorization: { params: { scope: 'openid email profile' } },
    checks: ['state', 'nonce', 'pkce'],
    // Many providers put the address where the access token leads, and not into the identity token.
    idToken: false,
    profile: readClaims,
  }),
};

export function configuredProviders(): Provider[] {
  return listSignInProviders().map(({ id, name }) => PROVIDERS[id](name));
}
