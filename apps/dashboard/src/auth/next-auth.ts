import NextAuth from 'next-auth';
import type { ProviderIdentity } from '@tollgate/services/auth/provider-identity';
import { finishProviderSignIn } from './finish-provider-sign-in.ts';
import { configuredProviders } from './oauth-providers.ts';

/**
 * Speaks with OAuth and OpenID Connect providers: state, nonce, PKCE, tokens and their signatures. Whom they vouch for gets a session from
 * us, so its own session cookie is never written: the callback below always answers with a path.
 */
export const { handlers, signIn } = NextAuth({
  trustHost: true,
  session: { strategy: 'jwt' },
  pages: { signIn: '/sign-in', error: '/sign-in' },
  // Whoever comes back in vain is told so by the page that they come back to.
  logger: { error: () => undefined, warn: () => undefined, debug: () => undefined },
  providers: configuredProviders(),
  callbacks: {
    async signIn({ user, account }) {
      if (account === null || account === undefined) return false;
      const { provider, providerAccountId } = account;
      // An OIDC subject is unique within its issuer only, and the issuer is configuration.
      const subject = provider === 'oidc' ? `${process.env['AUTH_OIDC_ISSUER']} ${providerAccountId}` : providerAccountId;
      return finishProviderSignIn({
        provider: provider as ProviderIdentity['provider'],
        subject,
        email: user.email ?? null,
        isEmailVerified: user.isEmailVerified === true,
        name: user.name ?? null,
      });
    },
  },
});
