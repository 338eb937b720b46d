import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { spawn } from 'node:child_process';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { createDatabase } from '@tollgate/testing/postgres';
import { testDatabaseUrl, testRedisUrl } from '@tollgate/testing/test-servers';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { verifyPassword } from '../auth/verify-password.ts';
import { revokeApiKey } from '../api-key/revoke-api-key.ts';
import { rotateApiKey } from '../api-key/rotate-api-key.ts';
import { operatorContext } from '../access/operator-context.ts';
import { readPublishedKey, readPublishedOrganization, readPublishedProject } from '../testing/read-published.ts';
import { startTestServices, type TestServices } from '../testing/start-test-services.ts';
import { applyConfig, planConfigFile } from './apply.ts';
import { readConfig } from './read-config.ts';

let run: TestServices;
beforeAll(async () => {
  run = await startTestServices(await createDatabase(testDatabaseUrl()), testRedisUrl());
});
afterAll(() => run.close());

const SECRETS = { OWNER_PASSWORD: 'correct horse battery', OPENAI_API_KEY: 'sk-openai-1', ANTHROPIC_API_KEY: 'sk-ant-1' };

function fileFor(organization: string): { text: string; environment: Record<string, string> } {
  const text = `organization: ${organization}
owner: { email: owner@${organization}.test, password: env:OWNER_PASSWORD }
credentials:
  - { name: openai-main, provider: openai, api_key: env:OPENAI_API_KEY, base_url: https://api.openai.com/v1 }
  - { name: claude-main, provider: anthropic, api_key: env:ANTHROPIC_API_KEY }
projects:
  - name: web
    content: { keep: full, days: 30 }
    routes:
      - { name: smart, fallback: [claude-main/claude-sonnet-4-5, openai-main/gpt-4o, sim/echo] }
    keys:
      - { name: app, value: env:APP_KEY, budget_usd: 50, per: month, rpm: 600 }
      - { name: made }
`;
  return { text, environment: { ...SECRETS, APP_KEY: `key-of-${organization}-${'x'.repeat(32)}` } };
}

const apply = (text: string, environment: Record<string, string>) => applyConfig(run.services, readConfig(text, environment));
const plan = (text: string, environment: Record<string, string>) => planConfigFile(run.services, readConfig(text, environment));
const everything = async () => {
  const { rows } = await run.services.database.pool.query<{ all: string }>(
    `SELECT concat((SELECT json_agg(o ORDER BY id) FROM organizations o), (SELECT json_agg(k ORDER BY id) FROM api_keys k), (SELECT json_agg(c ORDER BY id) FROM credentials c),
       (SELECT json_agg(p ORDER BY id) FROM projects p), (SELECT json_agg(v ORDER BY route_id, version) FROM route_versions v), (SELECT json_agg(a ORDER BY id) FROM audit_events a),
       (SELECT json_agg(u ORDER BY id) FROM users u), (SELECT json_agg(m ORDER BY id) FROM memberships m)) AS all`,
  );
  return rows[0]!.all;
};

test('a file makes the whole organisation, and applying it again changes nothing', async () => {
  const { text, environment } = fileFor('acme');
  const before = await everything();
  expect(await plan(text, environment)).toMatchObject({
    organization: { slug: 'acme', action: 'create' },
    projects: [{ name: 'web', action: 'create' }],
  });
  expect(await everything()).toBe(before);

  const first = await apply(text, environment);
  expect(first).toEqual({
    organization: { id: expect.stringMatching(/^org_/), slug: 'acme', created: true },
    owner: { email: 'owner@acme.test', created: true },
    credentials: [
      { name: 'openai-main', action: 'create' },
      { name: 'claude-main', action: 'create' },
    ],
    projects: [
      {
        name: 'web',
        id: expect.stringMatching(/^prj_/),
        action: 'create',
        routes: [{ name: 'smart', action: 'create' }],
        keys: [
          { name: 'app', action: 'create', key: environment['APP_KEY'] },
          { name: 'made', action: 'create', key: expect.stringMatching(/^tg_live_/) },
        ],
      },
    ],
  });
  expect(await verifyPassword(run.services, { email: 'owner@acme.test', password: SECRETS.OWNER_PASSWORD })).not.toBeNull();
  expect(await readPublishedKey(run.services, environment['APP_KEY']!)).toMatchObject({
    memberId: null,
    limits: { requestsPerMinute: 600, budget: { pico: '50000000000000', per: 'month' } },
  });
  const project = await readPublishedProject(run.services, first.projects[0]!.id);
  expect(project).toMatchObject({ content: { keep: 'full', days: 30 }, routes: [{ name: 'smart', version: 1 }] });
  expect((await readPublishedOrganization(run.services, first.organization.id)).credentials).toMatchObject([
    { name: 'claude-main', provider: 'anthropic', isDefault: true },
    { name: 'openai-main', provider: 'openai', isDefault: true, baseUrl: 'https://api.openai.com/v1' },
  ]);

  const after = await everything();
  const again = await apply(text, environment);
  expect(again.organization).toEqual({ id: first.organization.id, slug: 'acme', created: false });
  expect(JSON.stringify(again)).not.toMatch(/"action":"(create|update)"|"key":|"created":true/);
  expect(JSON.stringify(await plan(text, environment))).not.toMatch(/"action":"(create|update)"/);
  expect(await everything()).toBe(after);
});

test('what changed is updated, what the file no longer mentions stays', async () => {
  const { text, environment } = fileFor('changing');
  await apply(text, environment);
  const changed = text
    .replace('  - { name: claude-main, provider: anthropic, api_key: env:ANTHROPIC_API_KEY }\n', '')
    .replace('claude-main/claude-sonnet-4-5, openai-main/gpt-4o', 'openai-main/gpt-4o, claude-main/claude-sonnet-4-5')
    .replace('days: 30', 'days: 7')
    .replace('budget_usd: 50, per: month, rpm: 600', 'budget_usd: 75');
  const rotatedSecret = { ...environment, OPENAI_API_KEY: 'sk-openai-2' };
  const result = await apply(changed, rotatedSecret);
  expect(result).toMatchObject({
    credentials: [{ name: 'openai-main', action: 'update' }],
    projects: [
      {
        action: 'update',
        routes: [{ name: 'smart', action: 'update' }],
        keys: [
          { name: 'app', action: 'update' },
          { name: 'made', action: 'unchanged' },
        ],
      },
    ],
  });
  expect(JSON.stringify(result)).not.toContain('"key":');
  expect((await readPublishedOrganization(run.services, result.organization.id)).credentials).toHaveLength(2);
  expect(await readPublishedKey(run.services, environment['APP_KEY']!)).toMatchObject({
    limits: { requestsPerMinute: 600, budget: { pico: '75000000000000', per: 'month' } },
  });
  expect(await readPublishedProject(run.services, result.projects[0]!.id)).toMatchObject({
    content: { keep: 'full', days: 7 },
    routes: [{ version: 2 }],
  });
  expect(JSON.stringify(await plan(changed, rotatedSecret))).not.toMatch(/"action":"(create|update)"/);
});

test('another value for a key takes the place of the old one, which is revoked', async () => {
  const { text, environment } = fileFor('replacing');
  await apply(text, environment);
  const next = { ...environment, APP_KEY: `another-key-${'y'.repeat(32)}` };
  expect((await apply(text, next)).projects[0]!.keys[0]).toEqual({ name: 'app', action: 'update', key: next.APP_KEY });
  expect(await readPublishedKey(run.services, environment['APP_KEY']!)).toMatchObject({ status: 'revoked' });
  expect(await readPublishedKey(run.services, next.APP_KEY)).toMatchObject({ status: 'active' });
});

test('a key that was revoked or rotated by hand stays so', async () => {
  const { text, environment } = fileFor('byhand');
  const { organization } = await apply(text, environment);
  const context = operatorContext(run.services, organization.id);
  const { id } = await readPublishedKey(run.services, environment['APP_KEY']!);
  await rotateApiKey(context, { apiKeyId: id, overlapHours: 1 });
  expect((await apply(text, environment)).projects[0]!.keys[0]).toEqual({ name: 'app', action: 'unchanged' });
  await revokeApiKey(context, { apiKeyId: id });
  expect((await apply(text, environment)).projects[0]!.keys[0]).toEqual({ name: 'app', action: 'unchanged', status: 'revoked' });
  expect(await readPublishedKey(run.services, environment['APP_KEY']!)).toMatchObject({ status: 'revoked' });
});

test('an owner who has an account keeps its password', async () => {
  const { text, environment } = fileFor('second');
  const account = await run.makeTenant();
  const { email } = await run.services.database.prisma.user.findUniqueOrThrow({ where: { id: account.userId } });
  const result = await apply(text.replace('owner@second.test', email), { ...environment, OWNER_PASSWORD: 'another password' });
  expect(result.owner).toEqual({ email, created: false });
  expect(await verifyPassword(run.services, { email, password: 'correct horse battery' })).toEqual({ userId: account.userId });
});

test.each([
  ['an unknown credential in a route', ['sim/echo]', 'nobody/gpt-4o]'], 10, 'nobody'],
  ['a private base URL', ['https://api.openai.com/v1', 'http://127.0.0.1:1/v1'], 4, 'https://'],
  ['an OpenAI-compatible server without its address', ['provider: anthropic', 'provider: openai-compatible'], 5, 'base URL'],
  ['the name of another provider', ['name: claude-main', 'name: openai'], 5, 'name of a provider'],
  ['a provider without its key', [', api_key: env:ANTHROPIC_API_KEY', ''], 5, 'API key'],
] as const)('%s is named with its line, and nothing is made', async (_, [from, to], line, message) => {
  const { text, environment } = fileFor('refused');
  const before = await everything();
  await expect(apply(text.replace(from, to), environment)).rejects.toMatchObject({
    name: 'ConfigError',
    line,
    message: expect.stringContaining(message),
  });
  expect(await everything()).toBe(before);
});

test('a key that belongs to another organisation is named with its line', async () => {
  const one = fileFor('holder');
  await apply(one.text, one.environment);
  const other = fileFor('taker');
  await expect(apply(other.text, { ...other.environment, APP_KEY: one.environment['APP_KEY']! })).rejects.toMatchObject({ line: 12 });
});

test('the command prints JSON, and a mistake as JSON on stderr with exit code 1', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'tollgate-config-'));
  const { text, environment } = fileFor('command');
  writeFileSync(join(folder, 'good.yaml'), text);
  writeFileSync(join(folder, 'bad.yaml'), text.replace('rpm: 600', 'rpn: 600'));
  const { host, port, database } = run.services.database.pool.options;
  const processEnvironment = {
    ...environment,
    DATABASE_URL: run.services.database.pool.options.connectionString ?? `postgresql://${host}:${port}/${database}`,
    REDIS_URL: testRedisUrl(),
    TOLLGATE_KEY_ENCRYPTION_KEY: run.services.keyEncryptionKeys[0]!.key.toString('base64'),
  };
  try {
    const applied = await runCommand(['apply', '-f', join(folder, 'good.yaml')], processEnvironment);
    expect(applied).toMatchObject({ code: 0, stderr: '' });
    expect(JSON.parse(applied.stdout)).toMatchObject({
      organization: { slug: 'command', created: true },
      projects: [{ keys: [{ key: environment['APP_KEY'] }, {}] }],
    });
    expect(await readPublishedKey(run.services, environment['APP_KEY']!)).toMatchObject({ status: 'active' });
    const refused = await runCommand(['plan', '-f', join(folder, 'bad.yaml')], processEnvironment);
    expect(refused).toMatchObject({ code: 1, stdout: '' });
    expect(JSON.parse(refused.stderr)).toMatchObject({ error: { line: 12, message: expect.stringContaining('"rpn"') } });
    const usage = await runCommand(['aply'], processEnvironment);
    expect(JSON.parse(usage.stderr)).toMatchObject({ error: { message: expect.stringContaining('Usage') } });
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
});

function runCommand(
  parameters: string[],
  environment: Record<string, string>,
): Promise<{ code: number | null; stdout: string; stderr: string }> {
  const main = fileURLToPath(new URL('./cli-main.ts', import.meta.url));
  const child = spawn(process.execPath, [main, ...parameters], { env: environment });
  const output = { stdout: '', stderr: '' };
  child.stdout.on('data', (bytes: Buffer) => (output.stdout += bytes.toString()));
  child.stderr.on('data', (bytes: Buffer) => (output.stderr += bytes.toString()));
  return new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('close', (code) => resolve({ code, ...output }));
  });
}
