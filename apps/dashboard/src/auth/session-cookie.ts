import { decode, encode } from 'next-auth/jwt';
import { cookies } from 'next/headers';
import { cookieName, cookieOptions } from './cookies.ts';

const SEVEN_DAYS_S = 7 * 24 * 3600;

function requireSecret(): string {
  const secret = process.env['AUTH_SECRET'];
  if (!secret) throw new Error('Set AUTH_SECRET.');
  return secret;
}

/** Signs this browser in. The cookie carries the id of a row in the sessions table and nothing else: deleting the row ends the session. */
export async function writeSessionCookie(sessionId: string): Promise<void> {
  const name = cookieName('session');
  const value = await encode({ token: { sid: sessionId }, secret: requireSecret(), salt: name, maxAge: SEVEN_DAYS_S });
  (await cookies()).set(name, value, cookieOptions(SEVEN_DAYS_S));
}

/** The session that the cookie names, which may be over; `null` without a cookie of ours. */
export async function readSessionCookie(): Promise<string | null> {
  const name = cookieName('session');
  const value = (await cookies()).get(name)?.value;
  if (value === undefined) return null;
  // What we did not write, or wrote too long ago, does not decrypt.
  const token = await decode({ token: value, secret: requireSecret(), salt: name }).catch(() => null);
  return typeof token?.['sid'] === 'string' ? token['sid'] : null;
}

export async function deleteSessionCookie(): Promise<void> {
  (await cookies()).set(cookieName('session'), '', cookieOptions(0));
}
