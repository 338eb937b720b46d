import { createDatabase } from '@tollgate/testing/postgres';
import { testDatabaseUrl, testRedisUrl } from '@tollgate/testing/test-servers';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createCredential } from '../credential/create-credential.ts';
import { readPublishedProject } from '../testing/read-published.ts';
import { startTestServices, type Tenant, type TestServices } from '../testing/start-test-services.ts';
import { deleteRoute } from './delete-route.ts';
import { listRoutes } from './list-routes.ts';
import { saveRoute } from './save-route.ts';

const ECHO = { credential: 'sim', model: 'echo' };
let run: TestServices;
let tenant: Tenant;
beforeAll(async () => {
  run = await startTestServices(await createDatabase(testDatabaseUrl()), testRedisUrl());
  tenant = await run.makeTenant();
  await createCredential(tenant.context, { name: 'main', provider: 'openai', secret: 'sk-1' });
});
afterAll(() => run.close());

const save = (name: string, targets: { credential: string; model: string }[]) =>
  saveRoute(tenant.context, { projectId: tenant.projectId, name, targets });
const published = async (name: string) =>
  (await readPublishedProject(run.services, tenant.projectId)).routes.find((route) => route.name === name);

test('each change of a route is a version of its own, and saving the same makes none', async () => {
  const first = await save('smart', [{ credential: 'main', model: 'gpt-4o' }, ECHO]);
  expect(first.version).toBe(1);
  expect(await save('smart', [{ credential: 'main', model: 'gpt-4o' }, ECHO])).toEqual(first);
  expect(await save('smart', [ECHO, { credential: 'openai', model: 'gpt-4o' }])).toEqual({ id: first.id, version: 2 });
  expect(await published('smart')).toMatchObject({
    version: 2,
    document: { nodes: [{ kind: 'start' }, { target: ECHO }, { target: { credential: 'openai' } }] },
  });
  expect(await listRoutes(tenant.context, { projectId: tenant.projectId })).toMatchObject([
    { id: first.id, name: 'smart', version: 2, targets: [ECHO, { credential: 'openai', model: 'gpt-4o' }] },
  ]);
  const versions = await run.services.database.prisma.routeVersion.findMany({ where: { routeId: first.id }, orderBy: { version: 'asc' } });
  expect(versions.map((version) => version.version)).toEqual([1, 2]);
});

test('of many saves at once each that succeeds is a version, and the published one is the last', async () => {
  const outcomes = await Promise.allSettled(
    Array.from({ length: 6 }, (_, index) => save('raced', [{ credential: 'sim', model: `m${index}` }])),
  );
  const succeeded = outcomes.filter((outcome) => outcome.status === 'fulfilled').map((outcome) => outcome.value.version);
  const refusals: unknown[] = outcomes.filter((outcome) => outcome.status === 'rejected').map((outcome) => outcome.reason);
  expect(refusals).toEqual(refusals.map(() => expect.objectContaining({ code: 'conflict' })));
  expect(new Set(succeeded).size).toBe(succeeded.length);
  expect((await published('raced'))?.version).toBe(Math.max(...succeeded));
});

test.each([
  ['a credential that does not exist', [{ credential: 'nobody', model: 'gpt-4o' }], 'targets.0'],
  ['a provider without a credential', [ECHO, { credential: 'anthropic', model: 'claude' }], 'targets.1'],
  ['no target', [], 'targets'],
])('a route to %s is refused', async (_, targets, field) => {
  await expect(save('refused', targets)).rejects.toMatchObject({ code: 'invalid', field });
});

test('a deleted route is published as gone, and another organisation cannot delete it', async () => {
  const { id } = await save('doomed', [ECHO]);
  const other = await run.makeTenant();
  await expect(deleteRoute(other.context, { routeId: id })).rejects.toMatchObject({ code: 'not_found' });
  await expect(saveRoute(other.context, { projectId: tenant.projectId, name: 'doomed', targets: [ECHO] })).rejects.toMatchObject({
    code: 'not_found',
  });
  expect(await published('doomed')).toBeDefined();
  await deleteRoute(tenant.context, { routeId: id });
  expect(await published('doomed')).toBeUndefined();
});
