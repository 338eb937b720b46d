import { NextResponse, type NextRequest } from 'next/server';
import { providerOrigins } from './auth/sign-in-providers.ts';
import { securityHeaders } from './security-headers.ts';

/** Gives every answer its own nonce and the headers that go with it. */
export function proxy(request: NextRequest): NextResponse {
  const nonce = btoa(crypto.randomUUID());
  const answered = securityHeaders({
    nonce,
    isDevelopment: process.env.NODE_ENV === 'development',
    formTargets: providerOrigins(),
    isSecure: process.env['PUBLIC_URL']?.startsWith('https://') === true,
  });
  const headers = new Headers(request.headers);
  headers.set('x-nonce', nonce);
  // A layout is not told its own address, and a sign-in should lead back to it.
  headers.set('x-requested-path', request.nextUrl.pathname + request.nextUrl.search);
  headers.set('content-security-policy', answered['content-security-policy'] ?? '');
  const response = NextResponse.next({ request: { headers } });
  for (const [name, value] of Object.entries(answered)) response.headers.set(name, value);
  return response;
}

export const config = { matcher: '/((?!_next/static|_next/image|favicon.ico|icon.svg).*)' };
