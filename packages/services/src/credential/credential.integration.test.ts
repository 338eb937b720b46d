import { credentialContext, open, openDataKey } from '@tollgate/secrets/envelope';
import { createDatabase } from '@tollgate/testing/postgres';
import { testDatabaseUrl, testRedisUrl } from '@tollgate/testing/test-servers';
import { afterAll, afterEach, beforeAll, expect, test, vi } from 'vitest';
import { listRoutes } from '../route/list-routes.ts';
import { saveRoute } from '../route/save-route.ts';
import { readPublishedOrganization } from '../testing/read-published.ts';
import { startTestServices, type Tenant, type TestServices } from '../testing/start-test-services.ts';
import { createCredential } from './create-credential.ts';
import { deleteCredential } from './delete-credential.ts';
import { listCredentialDependents } from './list-credential-dependents.ts';
import { listCredentials } from './list-credentials.ts';
import { testCredential } from './test-credential.ts';
import { updateCredential } from './update-credential.ts';

const SECRET = 'sk-upstream-0123456789-SECRET';
let run: TestServices;
beforeAll(async () => {
  run = await startTestServices(await createDatabase(testDatabaseUrl()), testRedisUrl());
});
afterEach(() => vi.unstubAllEnvs());
afterAll(() => run.close());

/** What a proxy would make of the published credential. */
async function openPublished(tenant: Tenant, credentialId: string, context: string): Promise<string> {
  const { dataKeys, credentials } = await readPublishedOrganization(run.services, tenant.organizationId);
  const { secret } = credentials.find((credential) => credential.id === credentialId)!;
  const dataKey = dataKeys.find((key) => key.version === secret!.keyVersion)!;
  return open(openDataKey(run.services.keyEncryptionKeys, dataKey, tenant.organizationId, dataKey.version), secret!, context).toString();
}

test('a published secret opens for its credential and provider and for no other', async () => {
  const tenant = await run.makeTenant();
  const { id } = await createCredential(tenant.context, { name: 'main', provider: 'openai', secret: SECRET });
  expect(await openPublished(tenant, id, credentialContext(tenant.organizationId, id, 'openai'))).toBe(SECRET);
  for (const context of [
    credentialContext(tenant.organizationId, id, 'anthropic'),
    credentialContext(tenant.organizationId, 'crd_other', 'openai'),
    credentialContext('org_other', id, 'openai'),
  ]) {
    await expect(openPublished(tenant, id, context)).rejects.toThrow();
  }
});

test('a secret is in no answer, no list, no audit row and no refusal', async () => {
  const tenant = await run.makeTenant();
  const made = await createCredential(tenant.context, { name: 'main', provider: 'openai', secret: SECRET });
  const listed = await listCredentials(tenant.context);
  expect(listed).toEqual([
    expect.objectContaining({ id: made.id, name: 'main', provider: 'openai', baseUrl: null, isDefault: true, secretHint: '…CRET' }),
  ]);
  const changed = await updateCredential(tenant.context, { credentialId: made.id, secret: `${SECRET}-2` });
  const refused: unknown = await createCredential(tenant.context, { name: 'main', provider: 'openai', secret: SECRET }).catch(
    (error: unknown) => error,
  );
  const events = await run.services.database.prisma.auditEvent.findMany({ where: { organizationId: tenant.organizationId } });
  expect(events.map((event) => event.action)).toEqual(expect.arrayContaining(['credential.create', 'credential.update']));
  const document = await run.services.redis.get(`tg:snapshot:organization:${tenant.organizationId}`);
  for (const output of [made, listed, changed, refused, events, document, await run.services.database.prisma.credential.findMany()]) {
    expect(`${JSON.stringify(output)}${String(output)}`).not.toContain('sk-upstream');
  }
});

test('settings reach the proxy and change one by one', async () => {
  const tenant = await run.makeTenant();
  const { id } = await createCredential(tenant.context, {
    name: 'aws',
    provider: 'bedrock',
    secret: SECRET,
    settings: { region: 'us-east-1', access_key_id: 'AKIA1' },
  });
  const published = async () => (await readPublishedOrganization(run.services, tenant.organizationId)).credentials[0]?.settings;
  expect(await published()).toEqual({ region: 'us-east-1', access_key_id: 'AKIA1' });
  await updateCredential(tenant.context, { credentialId: id, settings: { region: 'eu-west-1', access_key_id: null } });
  expect(await published()).toEqual({ region: 'eu-west-1' });
  const [listed] = await listCredentials(tenant.context);
  expect(listed?.settings).toEqual({ region: 'eu-west-1' });
  await expect(updateCredential(tenant.context, { credentialId: id, settings: { region: null } })).rejects.toMatchObject({
    code: 'invalid',
    field: 'settings.region',
  });
});

test('the key of a service account is kept as the JSON that it is', async () => {
  const tenant = await run.makeTenant();
  const account = { type: 'service_account', private_key: '-----BEGIN PRIVATE KEY-----\nAA==\n-----END PRIVATE KEY-----\n' };
  const { id } = await createCredential(tenant.context, {
    name: 'google-cloud',
    provider: 'vertex',
    secret: JSON.stringify(account, null, 2),
    settings: { project: 'p-1', region: 'global' },
  });
  expect(JSON.parse(await openPublished(tenant, id, credentialContext(tenant.organizationId, id, 'vertex')))).toEqual(account);
});

test('a new base URL needs the secret again', async () => {
  const tenant = await run.makeTenant();
  const baseUrl = 'https://one.example.com/v1';
  const { id } = await createCredential(tenant.context, { name: 'main', provider: 'openai', baseUrl, secret: SECRET });
  const move = (given: object) => updateCredential(tenant.context, { credentialId: id, ...given });
  await expect(move({ baseUrl: 'https://two.example.com/v1' })).rejects.toMatchObject({ code: 'invalid', field: 'secret' });
  await expect(move({ baseUrl: null })).rejects.toMatchObject({ code: 'invalid', field: 'secret' });
  await move({ baseUrl, name: 'renamed' });
  await move({ baseUrl: 'https://two.example.com/v1/', secret: 'sk-of-the-second-server' });
  const { credentials } = await readPublishedOrganization(run.services, tenant.organizationId);
  expect(credentials).toMatchObject([{ name: 'renamed', baseUrl: 'https://two.example.com/v1' }]);
  expect(await openPublished(tenant, id, credentialContext(tenant.organizationId, id, 'openai'))).toBe('sk-of-the-second-server');
});

test('the first credential of a provider is its default, and making another one it clears the old', async () => {
  const tenant = await run.makeTenant();
  const make = (name: string, isDefault?: boolean) =>
    createCredential(tenant.context, { name, provider: 'openai', secret: SECRET, ...(isDefault === undefined ? {} : { isDefault }) });
  const defaults = async () =>
    (await listCredentials(tenant.context)).filter((credential) => credential.isDefault).map((credential) => credential.name);
  await make('first', false);
  const second = await make('second');
  expect(await defaults()).toEqual(['first']);
  const third = await make('third', true);
  expect(await defaults()).toEqual(['third']);
  await updateCredential(tenant.context, { credentialId: second.id, isDefault: true });
  expect(await defaults()).toEqual(['second']);
  await deleteCredential(tenant.context, { credentialId: third.id, confirmName: 'third' });
  expect(await deleteCredential(tenant.context, { credentialId: second.id, confirmName: 'second' })).toEqual({ newDefault: 'first' });
  expect(await defaults()).toEqual(['first']);
});

test('private base URLs are for the operator to allow', async () => {
  const tenant = await run.makeTenant();
  const make = () =>
    createCredential(tenant.context, { name: 'local', provider: 'openai-compatible', baseUrl: 'http://127.0.0.1:8000/v1' });
  await expect(make()).rejects.toMatchObject({ code: 'invalid', field: 'baseUrl' });
  vi.stubEnv('ALLOW_PRIVATE_UPSTREAMS', 'true');
  await make();
  expect((await readPublishedOrganization(run.services, tenant.organizationId)).credentials).toMatchObject([
    { baseUrl: 'http://127.0.0.1:8000/v1', secret: null },
  ]);
});

test.each([
  ['the name of another provider', { name: 'anthropic', provider: 'openai', secret: SECRET }, 'name'],
  ['the name of the simulated provider', { name: 'sim', provider: 'openai', secret: SECRET }, 'name'],
  ['a slash in the name', { name: 'a/b', provider: 'openai', secret: SECRET }, 'name'],
  ['an unknown provider', { name: 'x', provider: 'nobody', secret: SECRET }, 'provider'],
  ['the simulated provider', { name: 'x', provider: 'sim' }, 'provider'],
  ['OpenAI without a key', { name: 'x', provider: 'openai' }, 'secret'],
  ['an OpenAI-compatible server without its address', { name: 'x', provider: 'openai-compatible', secret: SECRET }, 'baseUrl'],
  ['a metadata service', { name: 'x', provider: 'openai', secret: SECRET, baseUrl: 'http://169.254.169.254/' }, 'baseUrl'],
  ['a key with a line break', { name: 'x', provider: 'openai', secret: 'sk-1\r\nx-evil: 1' }, 'secret'],
])('%s is refused', async (_, input, field) => {
  const tenant = await run.makeTenant();
  await expect(createCredential(tenant.context, input)).rejects.toMatchObject({ code: 'invalid', field });
});

test('what depends on a credential is named before it goes, and its name cannot change under a route', async () => {
  const tenant = await run.makeTenant();
  const { id } = await createCredential(tenant.context, { name: 'main', provider: 'openai', secret: SECRET });
  const save = (name: string, credential: string) =>
    saveRoute(tenant.context, { projectId: tenant.projectId, name, targets: [{ credential, model: 'gpt-4o' }] });
  await save('by name', 'main');
  await save('by provider', 'openai');
  await save('elsewhere', 'sim');
  expect(await listCredentialDependents(tenant.context, { credentialId: id })).toEqual({
    routes: [
      { projectName: 'Default', routeName: 'by name' },
      { projectName: 'Default', routeName: 'by provider' },
    ],
  });
  await expect(updateCredential(tenant.context, { credentialId: id, name: 'other' })).rejects.toMatchObject({
    code: 'conflict',
    field: 'name',
  });
  await expect(deleteCredential(tenant.context, { credentialId: id, confirmName: 'mian' })).rejects.toMatchObject({
    code: 'invalid',
    field: 'confirmName',
  });
  await deleteCredential(tenant.context, { credentialId: id, confirmName: 'main' });
  expect((await readPublishedOrganization(run.services, tenant.organizationId)).credentials).toEqual([]);
  expect(await listRoutes(tenant.context, { projectId: tenant.projectId })).toHaveLength(3);
});

test('another organisation can neither see, change, test nor delete a credential', async () => {
  const tenant = await run.makeTenant();
  const { id } = await createCredential(tenant.context, { name: 'main', provider: 'openai', secret: SECRET });
  const { context } = await run.makeTenant();
  expect(await listCredentials(context)).toEqual([]);
  for (const verb of [
    () => updateCredential(context, { credentialId: id, name: 'mine' }),
    () => deleteCredential(context, { credentialId: id, confirmName: 'main' }),
    () => listCredentialDependents(context, { credentialId: id }),
    () => testCredential(context, { credentialId: id }),
  ]) {
    await expect(verb()).rejects.toMatchObject({ code: 'not_found' });
  }
});

test('a test that cannot reach the proxy says so', async () => {
  const tenant = await run.makeTenant();
  const { id } = await createCredential(tenant.context, { name: 'main', provider: 'openai', secret: SECRET });
  await expect(testCredential(tenant.context, { credentialId: id })).rejects.toMatchObject({ code: 'unavailable' });
});
