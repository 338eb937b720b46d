import { findSession } from '@tollgate/services/auth/find-session';
import { cache } from 'react';
import { getServices } from '../server/services.ts';
import { readSessionCookie } from './session-cookie.ts';

export type Session = { sessionId: string; userId: string; email: string; name: string; isEmailVerified: boolean };

/** Who is signed in, checked against the sessions table once a request; `null` when nobody is or the row is gone. */
export const getSession = cache(async (): Promise<Session | null> => {
  const sessionId = await readSessionCookie();
  if (sessionId === null) return null;
  const user = await findSession(getServices(), sessionId);
  return user === null ? null : { sessionId, ...user };
});
