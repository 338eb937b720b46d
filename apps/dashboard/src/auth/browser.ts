import type { Browser } from '@tollgate/services/auth/begin-session';
import { headers } from 'next/headers';
import { clientAddress } from '@tollgate/api/client-address';

/** What the browser that asks says of itself, and where it asks from. */
export async function readBrowser(): Promise<Browser & { ipAddress: string }> {
  const asked = await headers();
  return { userAgent: asked.get('user-agent'), ipAddress: clientAddress(asked) ?? 'unknown' };
}
