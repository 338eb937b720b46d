import { randomUUID } from 'node:crypto';
import type { Role } from '@tollgate/core/access/permission';
import { newId } from '@tollgate/secrets/new-id';
import { openTenantContext } from '../access/open-tenant-context.ts';
import { createSession } from '../auth/create-session.ts';
import type { Services, TenantContext } from '../context.ts';

export type AddedMember = { context: TenantContext; memberId: string; userId: string; email: string; sessionId: string };

/** Somebody new who belongs to the organisation in a role and is signed in. */
export async function addMember(services: Services, organizationId: string, role: Role, name: string = role): Promise<AddedMember> {
  const { prisma } = services.database;
  const userId = newId('usr', services.clock());
  const memberId = newId('mem', services.clock());
  const email = `${randomUUID()}@example.com`;
  await prisma.user.create({ data: { id: userId, email, emailVerifiedAt: new Date(), name, passwordHash: 'none' } });
  await prisma.membership.create({ data: { id: memberId, organizationId, userId, role } });
  const { sessionId } = await createSession(services, { userId, userAgent: null, ipAddress: null });
  return { context: await openTenantContext(services, { userId, organization: organizationId }), memberId, userId, email, sessionId };
}
