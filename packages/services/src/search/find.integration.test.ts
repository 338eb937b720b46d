import { ROLES, type Role } from '@tollgate/core/access/permission';
import { newId } from '@tollgate/secrets/new-id';
import { createDatabase } from '@tollgate/testing/postgres';
import { testDatabaseUrl, testRedisUrl } from '@tollgate/testing/test-servers';
import { attemptFact, requestFact } from '@tollgate/testing/usage-facts';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createApiKey } from '../api-key/create-api-key.ts';
import { revokeApiKey } from '../api-key/revoke-api-key.ts';
import { createCredential } from '../credential/create-credential.ts';
import { saveRoute } from '../route/save-route.ts';
import { startTestServices, type Tenant, type TestServices } from '../testing/start-test-services.ts';
import { ingestUsage } from '../usage/ingest-usage.ts';
import { find, type Found } from './find.ts';

let run: TestServices;
let alpha: Tenant;
let beta: Tenant;
let ids: { key: string; credential: string; route: string; request: string };

beforeAll(async () => {
  run = await startTestServices(await createDatabase(testDatabaseUrl()), testRedisUrl());
  [alpha, beta] = [await run.makeTenant('Alpha'), await run.makeTenant('Beta')];
  const { context, organizationId, projectId } = alpha;
  const key = await createApiKey(context, { projectId, name: 'Night batch' });
  const credential = await createCredential(context, { name: 'night-openai', provider: 'openai', secret: 'sk-of-the-test' });
  const route = await saveRoute(context, { projectId, name: 'night', targets: [{ credential: 'sim', model: 'echo' }] });
  const request = newId('req', run.services.clock());
  const dimensions = { organizationId, projectId, keyId: key.id, requestId: request, startedAtMs: run.services.clock() - 60_000 };
  await ingestUsage(run.services, {
    proxyId: 'proxy-of-the-test',
    batchId: newId('bat', run.services.clock()),
    requests: [requestFact(dimensions)],
    attempts: [attemptFact({ ...dimensions, attemptId: newId('att', run.services.clock()) })],
  });
  ids = { key: key.id, credential: credential.id, route: route.id, request };
});
afterAll(() => run.close());

const kinds = (found: Found[]): string[] => found.map(({ kind }) => kind);

describe('find', () => {
  test('finds by a part of the name, whatever its case', async () => {
    expect(kinds(await find(alpha.context, { text: '  NIGHT ' }))).toEqual(['api_key', 'route', 'credential']);
  });

  test('finds the one thing that a pasted id names, with the project to open it in', async () => {
    for (const [kind, id] of [
      ['api_key', ids.key],
      ['credential', ids.credential],
      ['route', ids.route],
      ['request', ids.request],
      ['project', alpha.projectId],
      ['member', alpha.context.memberId ?? ''],
    ]) {
      const found = await find(alpha.context, { text: id ?? '' });
      expect(found.map((each) => [each.kind, each.id])).toEqual([[kind, id]]);
      expect(found[0]?.projectSlug === null).toBe(kind === 'credential' || kind === 'member');
    }
  });

  test('shows nothing of another organisation, by name or by id', async () => {
    for (const text of ['night', ids.key, ids.credential, ids.route, ids.request, alpha.projectId, alpha.context.memberId ?? '']) {
      expect(await find(beta.context, { text })).toEqual([]);
    }
  });

  test('shows each role what it may read, and no more', async () => {
    const seen = async (role: Role): Promise<string[]> => {
      const context = { ...alpha.context, role };
      const all = await Promise.all(['night', 'owner', ids.request].map((text) => find(context, { text })));
      return [...new Set(all.flatMap(kinds))].sort();
    };
    const byRole = Object.fromEntries(await Promise.all(ROLES.map(async (role) => [role, await seen(role)] as const)));
    expect(byRole['owner']).toEqual(['api_key', 'credential', 'member', 'request', 'route']);
    expect(byRole['finance']).toEqual(['api_key', 'member', 'request']);
    expect(byRole['viewer']).toEqual(['request', 'route']);
    expect(byRole['prompt_editor']).toEqual(['request', 'route']);
  });

  test('names at most five of a kind, working keys first', async () => {
    const { context, projectId } = beta;
    const first = await createApiKey(context, { projectId, name: 'many 0' });
    for (let count = 1; count < 7; count += 1) await createApiKey(context, { projectId, name: `many ${count}` });
    await revokeApiKey(context, { apiKeyId: first.id });
    const found = await find(context, { text: 'many' });
    expect(found).toHaveLength(5);
    expect(found.some(({ detail }) => detail.includes('revoked'))).toBe(false);
    expect((await find(context, { text: 'many 0' }))[0]?.detail).toMatch(/, revoked$/);
  });

  test.each(['', '   ', "'; DROP TABLE projects; --", '{"contains":""}', 'req_' + '0'.repeat(64), 'req_not an id', '\\', '%', '_', '🔑'])(
    'answers %j with nothing',
    async (text) => expect(await find(alpha.context, { text })).toEqual([]),
  );

  test.each([{ text: '\0' }, { text: 'a'.repeat(10_000) }, { text: { contains: '' } }, { text: 'x', take: 1000 }, {}])(
    'refuses the question %#',
    async (input) => {
      await expect(find(alpha.context, input as never)).rejects.toMatchObject({ code: 'invalid' });
    },
  );
});
