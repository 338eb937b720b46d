import { randomUUID } from 'node:crypto';
import { listOrganizations } from '@tollgate/services/auth/list-organizations';
import type { Services } from '@tollgate/services/context';
import type { ApiContext, ApiSession, OrganizationMembership } from './context.ts';

type CreateApiContextOptions = { services: Services; session: ApiSession | null; headers: Headers; reportError: ApiContext['reportError'] };

export function createApiContext({ services, session, headers, reportError }: CreateApiContextOptions): ApiContext {
  let memberships: Promise<readonly OrganizationMembership[]> | undefined;
  return {
    services,
    session,
    headers,
    requestId: `req_${randomUUID()}`,
    reportError,
    listMemberships: () => (memberships ??= session === null ? Promise.resolve([]) : listOrganizations(services, session.userId)),
  };
}
