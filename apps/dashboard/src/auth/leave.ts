import { endSession } from '@tollgate/services/auth/end-session';
import { getServices } from '../server/services.ts';
import { deleteSessionCookie } from './session-cookie.ts';
import { getSession } from './session.ts';

/** Deletes the session's row first: the cookie alone is worth nothing from then on, wherever it was copied to. */
export async function leave(): Promise<void> {
  const session = await getSession();
  if (session !== null) await endSession(getServices(), session.sessionId);
  await deleteSessionCookie();
}
