import { findSession } from '@tollgate/services/auth/find-session';
import { cache } from 'react';
import { getServices } from '../server/services.ts';
import { auth } from './next-auth.ts';

export type Session = { sessionId: string; userId: string; email: string; name: string };

/** Who is signed in, checked against the sessions table once a request; `null` when nobody is or the row is gone. */
export const getSession = cache(async (): Promise<Session | null> => {
  const token = await auth();
  if (!token?.sessionId) return null;
  const user = await findSession(getServices(), token.sessionId);
  return user === null ? null : { sessionId: token.sessionId, userId: user.userId, email: user.email, name: user.name };
});
