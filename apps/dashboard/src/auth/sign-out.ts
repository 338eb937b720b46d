'use server';
import { endSession } from '@tollgate/services/auth/end-session';
import { redirect } from 'next/navigation';
import { getServices } from '../server/services.ts';
import { signOut as forgetCookie } from './next-auth.ts';
import { getSession } from './session.ts';

/** Deletes the session's row first: the cookie alone is worth nothing from then on, wherever it was copied to. */
export async function signOut(): Promise<void> {
  const session = await getSession();
  if (session !== null) await endSession(getServices(), session.sessionId);
  await forgetCookie({ redirect: false });
  redirect('/sign-in');
}
