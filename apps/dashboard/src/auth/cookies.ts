import type { cookies } from 'next/headers';

type Options = NonNullable<Parameters<Awaited<ReturnType<typeof cookies>>['set']>[2]>;

/**
 * Our cookies are for this host alone, out of reach of scripts and, over https, of anything that is not. Over http their names hold the
 * port, for browsers do not tell the ports of a host apart and two instances would sign each other out.
 */
export function cookieName(purpose: 'session' | 'second-step' | 'provider', publicUrl = process.env['PUBLIC_URL'] ?? ''): string {
  if (isHttps(publicUrl)) return `__Host-tollgate-${purpose}`;
  const port = URL.canParse(publicUrl) ? new URL(publicUrl).port : '';
  return `tollgate-${purpose}${port === '' ? '' : `-${port}`}`;
}

export function cookieOptions(maxAge: number, publicUrl = process.env['PUBLIC_URL'] ?? ''): Options {
  return { httpOnly: true, sameSite: 'lax', path: '/', secure: isHttps(publicUrl), maxAge };
}

function isHttps(publicUrl: string): boolean {
  return publicUrl.startsWith('https:');
}
