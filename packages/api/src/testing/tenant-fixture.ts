import { ROLES, type Role } from '@tollgate/core/access/permission';
import { newId } from '@tollgate/secrets/new-id';
import { createApiKey } from '@tollgate/services/api-key/create-api-key';
import { createSession } from '@tollgate/services/auth/create-session';
import { createCredential } from '@tollgate/services/credential/create-credential';
import type { Services, TenantContext } from '@tollgate/services/context';
import { createInvitation } from '@tollgate/services/invitation/create-invitation';
import { removeMember } from '@tollgate/services/member/remove-member';
import { savePriceOverride } from '@tollgate/services/price/save-price-override';
import { saveRoute } from '@tollgate/services/route/save-route';
import type { TestServices } from '@tollgate/services/testing/start-test-services';
import { createSavedView } from '@tollgate/services/saved-view/create-saved-view';
import { startExport } from '@tollgate/services/export/start-export';
import { ingestUsage } from '@tollgate/services/usage/ingest-usage';
import { attemptFact, requestFact } from '@tollgate/testing/usage-facts';
import type { ApiSession } from '../context.ts';

export type TenantFixture = {
  organizationId: string;
  name: string;
  projectId: string;
  apiKeyId: string;
  credentialId: string;
  credentialName: string;
  routeId: string;
  requestId: string;
  viewId: string;
  exportId: string;
  /** Of somebody who may be removed. */
  memberId: string;
  /** Sent to an address. */
  invitationId: string;
  /** Of a link that was not sent to anyone. */
  invitationToken: string;
  /** Someone of every role. */
  sessions: Record<Role, ApiSession>;
  /** Of an admin who was removed again. */
  removed: ApiSession;
};

const PROXY_ID = 'proxy-of-the-test';

/** An organisation with one of everything, and somebody in every role. */
export async function makeTenantFixture({ services, makeTenant }: TestServices, name: string): Promise<TenantFixture> {
  const { context, userId, organizationId, projectId } = await makeTenant(name);
  const key = await createApiKey(context, { projectId, name: `${name} key`, budgetUsd: '50' });
  const credential = await createCredential(context, { name: `${name} credential`, provider: 'openai', secret: 'sk-secret-of-the-test' });
  const route = await saveRoute(context, { projectId, name: `${name} route`, targets: [{ credential: 'sim', model: 'echo' }] });
  await savePriceOverride(context, {
    provider: 'openai',
    model: `${name}-model`,
    effectiveFrom: '2026-01-01',
    inputUsdPerMillion: '1',
    outputUsdPerMillion: '2',
  });
  const requestId = newId('req', services.clock());
  const dimensions = {
    organizationId,
    projectId,
    keyId: key.id,
    requestId,
    startedAtMs: services.clock() - 60_000,
    endUser: `${name} person`,
  };
  await ingestUsage(services, {
    proxyId: PROXY_ID,
    batchId: newId('bat', services.clock()),
    requests: [requestFact(dimensions)],
    attempts: [attemptFact({ ...dimensions, attemptId: newId('att', services.clock()) })],
  });

  const view = await createSavedView(context, { name: `${name} view`, isShared: true, parameters: { q: `user:"${name} person"` } });
  const started = await startExport(context, { projectId, format: 'csv' });

  const invitation = await createInvitation(context, { email: `invited.${organizationId}@example.com`, role: 'viewer' });
  const { link } = await createInvitation(context, { email: null, role: 'viewer' });

  const { prisma } = services.database;
  let memberId = '';
  const sessions = {} as Record<Role, ApiSession>;
  for (const role of ROLES) {
    const id = role === 'owner' ? userId : newId('usr', services.clock());
    if (role !== 'owner') {
      await prisma.user.create({ data: { id, email: `${id}@example.com`, name: role, passwordHash: 'none' } });
      memberId = newId('mem', services.clock());
      await prisma.membership.create({ data: { id: memberId, organizationId, userId: id, role } });
    }
    const { sessionId } = await createSession(services, { userId: id, userAgent: null, ipAddress: null });
    sessions[role] = { sessionId, userId: id, email: `${id}@example.com`, name: role };
  }
  const removed = await makeRemovedMember(services, context);
  return {
    organizationId,
    name,
    projectId,
    apiKeyId: key.id,
    credentialId: credential.id,
    credentialName: credential.name,
    routeId: route.id,
    requestId,
    viewId: view.id,
    exportId: started.id,
    memberId,
    invitationId: invitation.id,
    invitationToken: link?.split('/').at(-1) ?? '',
    sessions,
    removed,
  };
}

async function makeRemovedMember(services: Services, owner: TenantContext): Promise<ApiSession> {
  const { prisma } = services.database;
  const userId = newId('usr', services.clock());
  const memberId = newId('mem', services.clock());
  const email = `${userId}@example.com`;
  await prisma.user.create({ data: { id: userId, email, name: 'removed', passwordHash: 'none' } });
  await prisma.membership.create({ data: { id: memberId, organizationId: owner.organizationId, userId, role: 'admin' } });
  await removeMember(owner, { memberId });
  return { sessionId: newId('ses', services.clock()), userId, email, name: 'removed' };
}
