import { redirect } from 'next/navigation';
import { getSession, type Session } from '../auth/session.ts';
import { loadOrganizations } from './load-organizations.ts';
import type { WorkspaceOrganization } from './workspace.ts';

export type ServerWorkspace = { session: Session; organizations: WorkspaceOrganization[]; proxyUrl: string };

/** What every page behind the sign-in starts from; sends everyone else to sign in. */
export async function requireWorkspace(): Promise<ServerWorkspace> {
  const session = await getSession();
  if (session === null) redirect('/sign-in');
  const proxyUrl = process.env['PROXY_URL'] ?? `http://localhost:${process.env['PROXY_PORT'] ?? '4000'}`;
  return { session, organizations: await loadOrganizations(session), proxyUrl: proxyUrl.replace(/\/+$/, '') };
}
