import { counterEpochKey } from '@tollgate/redis/keys';
import { openDataKey } from '@tollgate/secrets/envelope';
import { createDatabase } from '@tollgate/testing/postgres';
import { testDatabaseUrl, testRedisUrl } from '@tollgate/testing/test-servers';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { listMembers } from '../member/list-members.ts';
import { listProjects } from '../project/list-projects.ts';
import { readPublishedOrganization, readPublishedProject } from '../testing/read-published.ts';
import { startTestServices, type TestServices } from '../testing/start-test-services.ts';
import { listOrganizations } from './list-organizations.ts';
import { signUp } from './sign-up.ts';

let run: TestServices;
beforeAll(async () => {
  run = await startTestServices(await createDatabase(testDatabaseUrl()), testRedisUrl());
});
afterAll(() => run.close());

test('signing up makes an organisation, its owner, a project and a data key, and all of it is published', async () => {
  const { context, userId, organizationId, projectId } = await run.makeTenant('Acme Söhne');
  expect(await listOrganizations(run.services, userId)).toMatchObject([
    { id: organizationId, slug: 'acme-sohne', name: 'Acme Söhne', role: 'owner', memberId: context.memberId },
  ]);
  expect(await listMembers(context)).toMatchObject([{ memberId: context.memberId, name: 'Owner', role: 'owner' }]);
  expect(await listProjects(context)).toMatchObject([
    { id: projectId, slug: 'default', name: 'Default', contentKeep: 'metadata', contentDays: 30, budgetStatus: 429 },
  ]);
  const published = await readPublishedOrganization(run.services, organizationId);
  expect(published).toMatchObject({ id: organizationId, slug: 'acme-sohne', credentials: [], priceOverrides: [] });
  const [dataKey] = published.dataKeys;
  expect(openDataKey(run.services.keyEncryptionKeys, dataKey!, organizationId, 1)).toHaveLength(32);
  expect(await readPublishedProject(run.services, projectId)).toMatchObject({
    organizationId,
    slug: 'default',
    content: { keep: 'metadata', days: 30 },
    routes: [],
  });
  expect(await run.services.redis.get(counterEpochKey(organizationId))).toBe('1');
  expect(await run.services.database.prisma.pendingPublication.count()).toBe(0);
});

test('organisations of the same name made at once get slugs of their own', async () => {
  const tenants = await Promise.all([1, 2, 3, 4].map(() => run.makeTenant('Twins')));
  const slugs = await Promise.all(tenants.map(async ({ userId }) => (await listOrganizations(run.services, userId))[0]?.slug));
  expect(slugs.toSorted()).toEqual(['twins', 'twins-2', 'twins-3', 'twins-4']);
});

test('an address has one account, whatever its case', async () => {
  const account = { name: 'A', email: 'Ada@Example.com', password: 'correct horse battery' };
  await signUp(run.services, account);
  await expect(signUp(run.services, { ...account, email: ' ada@example.COM ' })).rejects.toMatchObject({
    code: 'conflict',
    field: 'email',
  });
});

test.each([
  '',
  'ada',
  'ada@',
  '@example.com',
  'a@b@example.com',
  '"a b"@example.com',
  'a,b@example.com',
  'a<b>@example.com',
  'a@exa mple.com',
  'a\u0000@example.com',
  'a\n@example.com',
  'a@.com',
  `${'a'.repeat(60)}@${'b'.repeat(200)}.com`,
])('the address %j is refused', async (email) => {
  await expect(signUp(run.services, { name: 'A', email, password: 'correct horse battery' })).rejects.toMatchObject({
    code: 'invalid',
    field: 'email',
  });
});

test.each(['nine char', 'x'.repeat(129)])('a password of the wrong length is refused', async (password) => {
  await expect(signUp(run.services, { name: 'A', email: 'length@example.com', password })).rejects.toMatchObject({
    code: 'invalid',
    field: 'password',
  });
});
