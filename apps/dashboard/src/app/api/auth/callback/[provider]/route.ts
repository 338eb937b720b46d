import type { NextRequest } from 'next/server';
import { handlers } from '../../../../../auth/next-auth.ts';
import { listSignInProviders } from '../../../../../auth/sign-in-providers.ts';

/** Where a provider sends people back to. Nothing else of next-auth is reachable from outside. */
export async function GET(request: NextRequest, { params }: { params: Promise<{ provider: string }> }): Promise<Response> {
  const { provider } = await params;
  if (!listSignInProviders().some(({ id }) => id === provider)) return new Response(null, { status: 404 });
  return handlers.GET(request);
}
