import type { Role } from '@tollgate/core/access/permission';
import { createDatabase } from '@tollgate/testing/postgres';
import { testDatabaseUrl, testRedisUrl } from '@tollgate/testing/test-servers';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { TenantContext } from '../context.ts';
import { startTestServices, type Tenant, type TestServices } from '../testing/start-test-services.ts';
import { createSavedView } from './create-saved-view.ts';
import { deleteSavedView } from './delete-saved-view.ts';
import { listSavedViews } from './list-saved-views.ts';
import { updateSavedView } from './update-saved-view.ts';

let app: TestServices;
let alpha: Tenant;
let beta: Tenant;
beforeAll(async () => {
  app = await startTestServices(await createDatabase(testDatabaseUrl()), testRedisUrl());
  alpha = await app.makeTenant('Alpha');
  beta = await app.makeTenant('Beta');
});
afterAll(() => app.close());

const somebody = (userId: string, role: Role = 'developer'): TenantContext => ({ ...alpha.context, role, actor: { kind: 'user', userId } });
const names = async (context: TenantContext) => (await listSavedViews(context)).map(({ name }) => name);
const parameters = { q: 'status:5xx', columns: 'status,cost' };

test('a private view is its owner’s alone, a shared one everyone’s in the organisation and nobody else’s', async () => {
  await createSavedView(somebody('usr_1'), { name: 'Mine', isShared: false, parameters });
  await createSavedView(somebody('usr_1'), { name: 'Ours', isShared: true, parameters });
  expect(await names(somebody('usr_1'))).toEqual(['Mine', 'Ours']);
  expect(await names(somebody('usr_2', 'viewer'))).toEqual(['Ours']);
  expect(await names(beta.context)).toEqual([]);
  expect((await listSavedViews(somebody('usr_2')))[0]).toMatchObject({ isOwn: false, canChange: false, parameters });
});

test('nobody but its owner, and who runs the organisation, changes or deletes a shared view', async () => {
  const { id: viewId } = await createSavedView(somebody('usr_3'), { name: 'Shared', isShared: true, parameters });
  for (const change of [
    () => updateSavedView(somebody('usr_2'), { viewId, name: 'Taken' }),
    () => deleteSavedView(somebody('usr_2'), { viewId }),
  ]) {
    await expect(change()).rejects.toMatchObject({ code: 'forbidden' });
  }
  await expect(deleteSavedView(beta.context, { viewId })).rejects.toMatchObject({ code: 'not_found' });
  await updateSavedView(somebody('usr_3'), { viewId, name: 'Renamed', parameters: {} });
  expect(await names(somebody('usr_2'))).toContain('Renamed');
  await deleteSavedView(somebody('usr_4', 'owner'), { viewId });
  expect(await names(somebody('usr_3'))).not.toContain('Renamed');
});

test('a private view does not exist for others, whatever their role', async () => {
  const { id: viewId } = await createSavedView(somebody('usr_5'), { name: 'Private', isShared: false, parameters });
  await expect(updateSavedView(somebody('usr_6', 'owner'), { viewId, isShared: true })).rejects.toMatchObject({ code: 'not_found' });
  await expect(deleteSavedView(somebody('usr_6', 'owner'), { viewId })).rejects.toMatchObject({ code: 'not_found' });
});

test('what is shared is in the audit log', async () => {
  const actions = await app.services.database.prisma.auditEvent.findMany({ where: { objectType: 'saved_view' }, select: { action: true } });
  expect(new Set(actions.map(({ action }) => action))).toEqual(new Set(['saved_view.share', 'saved_view.update', 'saved_view.delete']));
});

test.each([
  { name: '', isShared: false, parameters },
  { name: 'x'.repeat(101), isShared: false, parameters },
  { name: 'a', isShared: false, parameters: { 'on click': 'x' } },
  { name: 'a', isShared: false, parameters: { q: '\0' } },
  { name: 'a', isShared: false, parameters: { q: 'x'.repeat(4001) } },
  { name: 'a', isShared: false, parameters: Object.fromEntries(Array.from({ length: 21 }, (_, index) => [`p${'x'.repeat(index)}`, '1'])) },
])('input %# is refused', async (input) => {
  await expect(createSavedView(alpha.context, input)).rejects.toMatchObject({ code: 'invalid' });
});

test('a person has a hundred views at most', async () => {
  for (let count = 0; count < 100; count++)
    await createSavedView(somebody('usr_7'), { name: `View ${count}`, isShared: false, parameters: {} });
  await expect(createSavedView(somebody('usr_7'), { name: 'One more', isShared: false, parameters: {} })).rejects.toMatchObject({
    code: 'conflict',
  });
});
