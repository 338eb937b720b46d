import type { Session } from '../auth/session.ts';
import { callerFor } from '../trpc/server.ts';
import type { WorkspaceOrganization } from './workspace.ts';

/** The organisations of the signed-in person, each with its projects. */
export async function loadOrganizations(session: Session): Promise<WorkspaceOrganization[]> {
  const memberships = await callerFor(session, null).organization.listMine();
  return Promise.all(
    memberships.map(async ({ id, slug, name, role }) => ({ id, slug, name, role, projects: await callerFor(session, id).project.list() })),
  );
}
