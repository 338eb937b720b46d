import type { Session } from '../auth/session.ts';
import { callerFor } from '../trpc/server.ts';
import type { WorkspaceOrganization } from './workspace.ts';

/** The organisations of the signed-in person, each with its projects. */
export async function loadOrganizations(session: Session): Promise<WorkspaceOrganization[]> {
  const memberships = await callerFor(session, null).organization.listMine();
  return Promise.all(
    memberships.map(async (organization) => ({
      ...organization,
      projects: await callerFor(session, organization.id).project.list(),
    })),
  );
}
