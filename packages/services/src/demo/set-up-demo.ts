import type { Prisma } from '@tollgate/db/generated/client';
import { documentFromFallbackList } from '@tollgate/core/routing/document';
import { scopeTo } from '@tollgate/db/tenant-scope';
import { hashApiKey } from '@tollgate/secrets/api-key';
import { newId } from '@tollgate/secrets/new-id';
import { operatorContext } from '../access/operator-context.ts';
import { createApiKey } from '../api-key/create-api-key.ts';
import { hashPassword } from '../auth/hash-password.ts';
import type { Services, TenantContext } from '../context.ts';
import { insertOrganization } from '../organization/insert-organization.ts';
import { insertProject } from '../project/insert-project.ts';
import { markChanged } from '../snapshot/mark-changed.ts';
import { publishAfterCommit } from '../snapshot/publish-after-commit.ts';
import {
  DEMO_APPLICATIONS,
  DEMO_CREDENTIALS,
  DEMO_MEMBERS,
  DEMO_ORGANIZATION,
  DEMO_OWNER,
  DEMO_PROJECTS,
  DEMO_ROUTES,
} from './demo-plan.ts';
import type { DemoSecrets } from './demo-secrets.ts';
import type { DemoCaller } from './generate-request.ts';

export const DEMO_KEY_NAME = 'Demo key (simulated models)';

export type DemoSetup = { organizationId: string; createdAtMs: number; callers: DemoCaller[] };

/** The demo's organisation when it exists: the one whose owner bears the demo's address. */
export async function findDemoOrganization(services: Services): Promise<{ organizationId: string; createdAtMs: number } | null> {
  const membership = await services.database.prisma.membership.findFirst({
    where: { user: { email: DEMO_OWNER }, role: 'owner' },
    select: { organization: { select: { id: true, createdAt: true } } },
  });
  return membership === null
    ? null
    : { organizationId: membership.organization.id, createdAtMs: membership.organization.createdAt.getTime() };
}

/** Makes what is missing of organisation, people, projects, credentials, routes and keys; a run that was cut short is completed. */
export async function setUpDemo(services: Services, secrets: DemoSecrets): Promise<DemoSetup> {
  const found = (await findDemoOrganization(services)) ?? (await insertDemoOrganization(services, secrets.password));
  const context = operatorContext(services, found.organizationId);
  const scope = scopeTo(services.database, found.organizationId);
  const members = new Map(
    (await scope.membership.findMany({ select: { id: true, userId: true, user: { select: { email: true } } } })).map((member) => [
      member.user.email,
      member,
    ]),
  );
  const projects = new Map(
    (await scope.project.findMany({ where: { deletedAt: null }, select: { id: true, name: true } })).map(({ id, name }) => [name, id]),
  );
  const credentialIds = new Map((await scope.credential.findMany({ select: { id: true, name: true } })).map(({ id, name }) => [name, id]));
  const keys = new Map((await scope.apiKey.findMany({ select: { id: true, name: true } })).map(({ id, name }) => [name, id]));

  const callers: DemoCaller[] = [];
  for (const application of DEMO_APPLICATIONS) {
    const member = members.get(application.ownerEmail);
    const projectId = projects.get(application.project);
    if (!member || !projectId) throw new Error(`The demo's plan names someone or something unknown for ${application.keyName}`);
    const by: TenantContext = { ...context, actor: { kind: 'user', userId: member.userId }, memberId: member.id };
    const { keyName, budgetUsd, rpm } = application;
    const keyId = keys.get(keyName) ?? (await createApiKey(by, { projectId, name: keyName, budgetUsd, rpm })).id;
    callers.push({ application, organizationId: found.organizationId, projectId, keyId, memberId: member.id, credentialIds });
  }
  const projectId = projects.get(DEMO_PROJECTS[0]);
  if (!(await scope.apiKey.findFirst({ where: { hash: hashApiKey(secrets.apiKey) }, select: { id: true } })) && projectId !== undefined) {
    await createApiKey(context, { projectId, name: DEMO_KEY_NAME, value: secrets.apiKey, budgetUsd: '50', budgetPer: 'month' });
  }
  return { ...found, callers };
}

async function insertDemoOrganization(services: Services, password: string): Promise<{ organizationId: string; createdAtMs: number }> {
  const passwordHash = await hashPassword(password);
  const by = { ...services, actor: { kind: 'system' } as const };
  const organizationId = await services.database.prisma.$transaction(
    async (transaction) => {
      const people = DEMO_MEMBERS.map((member) => ({ ...member, userId: newId('usr', services.clock()) }));
      await transaction.user.createMany({
        data: people.map(({ userId, email, name }) => ({
          id: userId,
          email,
          name,
          passwordHash,
          emailVerifiedAt: new Date(services.clock()),
        })),
      });
      const owner = people.find(({ email }) => email === DEMO_OWNER);
      if (!owner) throw new Error('The demo has no owner');
      const organization = await insertOrganization(transaction, by, { name: DEMO_ORGANIZATION, ownerUserId: owner.userId });
      const context = { ...by, organizationId: organization.organizationId };
      await transaction.membership.createMany({
        data: people
          .filter((person) => person !== owner)
          .map(({ userId, role }) => ({ id: newId('mem', services.clock()), organizationId: context.organizationId, userId, role })),
      });
      await transaction.credential.createMany({
        data: DEMO_CREDENTIALS.map((credential) => ({
          ...credential,
          id: newId('crd', services.clock()),
          organizationId: context.organizationId,
          isDefault: false,
        })),
      });
      for (const name of DEMO_PROJECTS) {
        const { projectId } = await insertProject(transaction, context, { name });
        await insertRoutes(transaction, context, projectId, name);
      }
      await markChanged(transaction, context.organizationId, [{ kind: 'organization', id: context.organizationId }]);
      return context.organizationId;
    },
    { maxWait: 10_000, timeout: 30_000 },
  );
  await publishAfterCommit(services, organizationId);
  const found = await findDemoOrganization(services);
  if (!found) throw new Error('The demo organisation is gone');
  return found;
}

async function insertRoutes(
  transaction: Prisma.TransactionClient,
  { organizationId, clock }: Pick<TenantContext, 'organizationId' | 'clock'>,
  projectId: string,
  project: string,
): Promise<void> {
  for (const { name, versions } of DEMO_ROUTES.filter((route) => route.project === project)) {
    const routeId = newId('rte', clock());
    await transaction.route.create({ data: { id: routeId, organizationId, projectId, name, publishedVersion: versions.length } });
    await transaction.routeVersion.createMany({
      data: versions.map((targets, index) => ({
        routeId,
        version: index + 1,
        organizationId,
        document: documentFromFallbackList(targets),
      })),
    });
  }
}
