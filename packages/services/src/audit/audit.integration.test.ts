import { createDatabase } from '@tollgate/testing/postgres';
import { testDatabaseUrl, testRedisUrl } from '@tollgate/testing/test-servers';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openTenantContext } from '../access/open-tenant-context.ts';
import { operatorContext } from '../access/operator-context.ts';
import { createApiKey } from '../api-key/create-api-key.ts';
import { createCredential } from '../credential/create-credential.ts';
import { removeMember } from '../member/remove-member.ts';
import { createProject } from '../project/create-project.ts';
import { updateProject } from '../project/update-project.ts';
import { addMember } from '../testing/add-member.ts';
import { startTestServices, type Tenant, type TestServices } from '../testing/start-test-services.ts';
import { listAuditActors } from './list-actors.ts';
import { listAuditEvents } from './list-audit-events.ts';

let run: TestServices;
let tenant: Tenant;
beforeAll(async () => {
  run = await startTestServices(await createDatabase(testDatabaseUrl()), testRedisUrl());
  tenant = await run.makeTenant('Acme');
});
afterAll(() => run.close());

test('a change is told with who, from where, what and both sides of it', async () => {
  const context = await openTenantContext(run.services, {
    userId: tenant.userId,
    organization: tenant.organizationId,
    address: '192.0.2.9',
  });
  await updateProject(context, { projectId: tenant.projectId, contentKeep: 'full', contentDays: 7 });
  const { rows } = await listAuditEvents(context, { objectId: tenant.projectId, limit: 1 });
  expect(rows).toMatchObject([
    {
      actor: { id: tenant.userId, name: 'Owner' },
      via: 'dashboard',
      address: '192.0.2.9',
      action: 'project.update',
      objectType: 'project',
      objectId: tenant.projectId,
      objectName: 'Default',
      changes: [
        { field: 'contentDays', before: '30', after: '7' },
        { field: 'contentKeep', before: 'metadata', after: 'full' },
      ],
    },
  ]);
});

test('what configuration as code did is told as such, without an address', async () => {
  const { id } = await createProject(operatorContext(run.services, tenant.organizationId), { name: 'From a file' });
  expect((await listAuditEvents(tenant.context, { objectId: id })).rows).toMatchObject([
    { actor: { id: 'system', name: null, email: null }, via: 'configuration', address: null },
  ]);
  expect((await listAuditEvents(tenant.context, { actorId: 'system' })).rows.map(({ objectId }) => objectId)).toEqual([id]);
});

test('somebody who left is still named', async () => {
  const member = await addMember(run.services, tenant.organizationId, 'developer', 'Grace');
  const { id } = await createApiKey(member.context, { projectId: tenant.projectId, name: 'hers' });
  await removeMember(tenant.context, { memberId: member.memberId });
  expect((await listAuditEvents(tenant.context, { objectId: id })).rows).toMatchObject([{ actor: { name: 'Grace', email: member.email } }]);
  expect(await listAuditActors(tenant.context)).toEqual([
    { id: member.userId, name: 'Grace', email: member.email, hasLeft: true },
    expect.objectContaining({ id: tenant.userId, hasLeft: false }),
  ]);
});

test('pages follow each other without a gap or a double, newest first, also where events share an instant', async () => {
  const { context, organizationId, projectId } = await run.makeTenant('Busy');
  const at = new Date();
  await run.services.database.prisma.auditEvent.createMany({
    data: Array.from({ length: 25 }, (_, index) => ({
      id: `aud_${String(index).padStart(3, '0')}`,
      organizationId,
      actorId: 'system',
      action: 'route.update',
      objectType: 'route',
      objectId: projectId,
      detail: {},
      createdAt: at,
    })),
  });
  const seen: string[] = [];
  let cursor: string | undefined;
  do {
    const page = await listAuditEvents(context, { objectType: 'route', limit: 10, ...(cursor === undefined ? {} : { cursor }) });
    seen.push(...page.rows.map(({ id }) => id));
    cursor = page.nextCursor ?? undefined;
  } while (cursor !== undefined);
  expect(seen).toEqual(Array.from({ length: 25 }, (_, index) => `aud_${String(24 - index).padStart(3, '0')}`));
  const after = new Date(at.getTime() + 1).toISOString();
  expect((await listAuditEvents(context, { objectType: 'route', from: after })).rows).toEqual([]);
  expect((await listAuditEvents(context, { objectType: 'route', to: at.toISOString() })).rows).toEqual([]);
});

test('secrets are in no event', async () => {
  await createCredential(tenant.context, { name: 'c', provider: 'openai', secret: 'sk-very-secret' });
  const { key } = await createApiKey(tenant.context, { projectId: tenant.projectId, name: 'k' });
  const told = JSON.stringify(await listAuditEvents(tenant.context, { limit: 200 }));
  expect(told).toContain('credential.create');
  expect(told).not.toContain('sk-very-secret');
  expect(told).not.toContain(key);
});

test.each(['developer', 'prompt_editor', 'finance', 'viewer'] as const)('%s reads no audit log', async (role) => {
  const { context } = await addMember(run.services, tenant.organizationId, role);
  await expect(listAuditEvents(context, {})).rejects.toMatchObject({ code: 'forbidden' });
  await expect(listAuditActors(context)).rejects.toMatchObject({ code: 'forbidden' });
});

test.each(['x', '', 'bm90IG91cnM', '../..'])('the cursor %j is refused', async (cursor) => {
  await expect(listAuditEvents(tenant.context, { cursor })).rejects.toMatchObject({ code: 'invalid', field: 'cursor' });
});
