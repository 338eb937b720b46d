import { headers } from 'next/headers';
import { redirect } from 'next/navigation';
import { getSession, type Session } from '../auth/session.ts';
import { loadOrganizations } from './load-organizations.ts';
import type { WorkspaceOrganization } from './workspace.ts';

export type ServerWorkspace = { session: Session; organizations: WorkspaceOrganization[]; proxyUrl: string };

/** What every page behind the sign-in starts from; sends everyone else to sign in. */
export async function requireWorkspace(): Promise<ServerWorkspace> {
  const session = await getSession();
  if (session === null) {
    const requested = (await headers()).get('x-requested-path');
    redirect(requested === null ? '/sign-in' : `/sign-in?${new URLSearchParams({ next: requested })}`);
  }
  const proxyUrl = process.env['PROXY_URL'] ?? `http://localhost:${process.env['PROXY_PORT'] ?? '4000'}`;
  return { session, organizations: await loadOrganizations(session), proxyUrl: proxyUrl.replace(/\/+$/, '') };
}
