import { ServiceError } from '@tollgate/services/errors';
import { createSession } from '@tollgate/services/auth/create-session';
import { verifyPassword } from '@tollgate/services/auth/verify-password';
import NextAuth, { CredentialsSignin } from 'next-auth';
import Credentials from 'next-auth/providers/credentials';
import { getServices } from '../server/services.ts';
import { clientAddress } from './client-address.ts';

declare module 'next-auth' {
  interface User {
    sessionId?: string;
  }
  interface Session {
    sessionId: string;
  }
}

const SEVEN_DAYS_S = 7 * 24 * 3600;

/** Carries the throttle's own sentence, which names how long to wait, through next-auth to the form. */
export class SignInThrottled extends CredentialsSignin {
  override code = 'throttled';
  readonly remedy: string;

  constructor(remedy: string) {
    super();
    this.remedy = remedy;
  }
}

/**
 * Keeps to signing and reading one cookie. The token in it carries the id of a row in the sessions table and nothing else, so that
 * deleting the row ends the session whatever the token says. None of its HTTP routes are mounted.
 */
export const { auth, signIn, signOut } = NextAuth({
  trustHost: true,
  session: { strategy: 'jwt', maxAge: SEVEN_DAYS_S },
  pages: { signIn: '/sign-in' },
  // A wrong password is not an error of ours; whatever else happens reaches the caller as a rejection.
  logger: { error: () => undefined, warn: () => undefined, debug: () => undefined },
  providers: [
    Credentials({
      credentials: { email: {}, password: {} },
      async authorize({ email, password }, request) {
        if (typeof email !== 'string' || typeof password !== 'string') return null;
        const services = getServices();
        const ipAddress = clientAddress(request.headers);
        try {
          const user = await verifyPassword(services, { email, password, ipAddress });
          if (user === null) return null;
          const session = await createSession(services, { userId: user.userId, userAgent: request.headers.get('user-agent'), ipAddress });
          return { id: user.userId, sessionId: session.sessionId };
        } catch (error) {
          if (error instanceof ServiceError && error.code === 'too_many_requests') throw new SignInThrottled(error.message);
          if (error instanceof ServiceError && error.code === 'invalid') return null;
          throw error;
        }
      },
    }),
  ],
  callbacks: {
    jwt: ({ token, user }) => ({ sid: user?.sessionId ?? token['sid'] }),
    session: ({ session, token }) => ({ expires: session.expires, sessionId: String(token['sid'] ?? '') }),
  },
});
