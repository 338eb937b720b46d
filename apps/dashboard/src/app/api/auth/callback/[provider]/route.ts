import type { NextRequest } from 'next/server';
import { handlers } from '../../../../../auth/next-auth.ts';
import { listSignInProviders } from '../../../../../auth/sign-in-providers.ts';

/** Where a provider sends people back to. Nothing else of next-auth is reachable from outside. */
export async function GET(request: NextRequest, { params }: { params: Promise<{ provider: string }> }): Promise<Response> {
  const { provider } = await params;
  if (!listSignInProviders().some(({ id }) => id === provider)) return new Response(null, { status: 404 });
  return handlers.GET(asTheBrowserSentIt(request));
}

/** At the address that went to the provider and that it insists on: Next takes 127.0.0.1 for localhost and knows no proxy in front. */
function asTheBrowserSentIt({ headers, nextUrl }: NextRequest): NextRequest {
  const host = headers.get('x-forwarded-host') ?? headers.get('host') ?? nextUrl.host;
  const protocol = headers.get('x-forwarded-proto')?.split(',')[0] ?? nextUrl.protocol.slice(0, -1);
  // The library reads no more of it than any request has.
  return new Request(`${protocol}://${host}${nextUrl.pathname}${nextUrl.search}`, { headers }) as NextRequest;
}
