import type { Role } from '@tollgate/core/access/permission';
import { ingestFacts } from '@tollgate/db/ledger/ingest-facts';
import { createDatabase } from '@tollgate/testing/postgres';
import { testDatabaseUrl, testRedisUrl } from '@tollgate/testing/test-servers';
import { attemptFact, requestFact } from '@tollgate/testing/usage-facts';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createApiKey } from '../api-key/create-api-key.ts';
import { revokeApiKey } from '../api-key/revoke-api-key.ts';
import type { TenantContext } from '../context.ts';
import { createProject } from '../project/create-project.ts';
import { saveRoute } from '../route/save-route.ts';
import { querySpend } from '../spend/query-spend.ts';
import { startTestServices, type Tenant, type TestServices } from '../testing/start-test-services.ts';
import { getOverview } from './get-overview.ts';
import { listBudgets } from './list-budgets.ts';
import { listChanges } from './list-changes.ts';

const HOUR_MS = 3_600_000;

let app: TestServices;
let alpha: Tenant;
let beta: Tenant;
let second: string;
/** Noon of a day within which everything happens. */
let noonMs: number;

const as = (tenant: Tenant, role: Role): TenantContext => ({ ...tenant.context, role });

beforeAll(async () => {
  app = await startTestServices(await createDatabase(testDatabaseUrl()), testRedisUrl());
  alpha = await app.makeTenant('Alpha');
  beta = await app.makeTenant('Beta');
  second = (await createProject(alpha.context, { name: 'Second' })).id;
  noonMs = Math.floor(app.services.clock() / (24 * HOUR_MS)) * 24 * HOUR_MS - 12 * HOUR_MS;
  const { organizationId, projectId } = alpha;
  const own = { organizationId, projectId, startedAtMs: noonMs };
  const openai = { provider: 'openai', model: 'gpt-4o' };
  const claude = { provider: 'anthropic', model: 'claude-sonnet-4-5' };
  const failed = { ...openai, outcome: 'rate_limited' as const, costPico: null, priceRowId: null, usage: attemptFact().usage };
  await ingestFacts(app.services.database.pool, {
    attempts: [
      attemptFact({ ...own, ...openai, attemptId: 'att_plain', requestId: 'req_plain', route: 'smart', costPico: '100', durationMs: 200 }),
      attemptFact({ ...own, ...failed, attemptId: 'att_first', requestId: 'req_rescued', route: 'smart', ordinal: 1 }),
      attemptFact({
        ...own,
        ...claude,
        attemptId: 'att_second',
        requestId: 'req_rescued',
        route: 'smart',
        ordinal: 2,
        costPico: '900',
        durationMs: 4000,
      }),
      attemptFact({ ...own, ...failed, attemptId: 'att_lost', requestId: 'req_lost', startedAtMs: noonMs + HOUR_MS, outcome: 'timeout' }),
      attemptFact({ ...own, ...openai, projectId: second, attemptId: 'att_other', requestId: 'req_other', costPico: '7', durationMs: 300 }),
      attemptFact({
        ...own,
        ...openai,
        attemptId: 'att_before',
        requestId: 'req_before',
        startedAtMs: noonMs - 24 * HOUR_MS,
        costPico: '500',
        durationMs: 1000,
      }),
      attemptFact({
        ...own,
        ...openai,
        organizationId: beta.organizationId,
        projectId: beta.projectId,
        attemptId: 'att_beta',
        costPico: '31',
      }),
    ],
    requests: [
      requestFact({ ...own, ...openai, requestId: 'req_plain', route: 'smart', durationMs: 210 }),
      requestFact({ ...own, ...claude, requestId: 'req_rescued', route: 'smart', attempts: 2, durationMs: 4500, requestedModel: 'smart' }),
      requestFact({ ...own, ...openai, requestId: 'req_lost', startedAtMs: noonMs + HOUR_MS, status: 502, durationMs: 60_000 }),
      requestFact({ ...own, ...openai, projectId: second, requestId: 'req_other', durationMs: 310 }),
      requestFact({ ...own, ...openai, requestId: 'req_before', startedAtMs: noonMs - 24 * HOUR_MS, durationMs: 1100 }),
    ],
  });
});
afterAll(() => app.close());

const day = () => ({
  from: new Date(noonMs - 12 * HOUR_MS).toISOString(),
  to: new Date(noonMs + 12 * HOUR_MS).toISOString(),
  zone: 'UTC',
  bucket: 'hour' as const,
  compared: { from: new Date(noonMs - 36 * HOUR_MS).toISOString(), to: new Date(noonMs - 12 * HOUR_MS).toISOString() },
});

describe('the overview of an organisation', () => {
  test('adds up its requests, failures, rescues, tokens and cost, beside the period before', async () => {
    const { totals, compared, buckets, byBucket } = await getOverview(alpha.context, day());
    expect(totals).toMatchObject({ costPico: 1007n, requests: 4, failedRequests: 1, rescuedRequests: 1, tokens: 750 });
    expect(compared).toMatchObject({ costPico: 500n, requests: 1, failedRequests: 0, rescuedRequests: 0 });
    expect(buckets).toHaveLength(24);
    expect(byBucket[12]).toMatchObject({ costPico: 1007n, requests: 3, failedRequests: 0, rescuedRequests: 1 });
    expect(byBucket[13]).toMatchObject({ costPico: 0n, requests: 1, failedRequests: 1, p95Ms: null });
    expect(byBucket[14]).toMatchObject({ costPico: 0n, requests: 0, p95Ms: null });
  });

  test('knows within a fifth how long answers took, leaving out what was not answered', async () => {
    const { totals, compared, providers } = await getOverview(alpha.context, day());
    expect(totals.p95Ms).toBeGreaterThan(4500 * 0.8);
    expect(totals.p95Ms).toBeLessThan(4500 * 1.2);
    expect(compared.p95Ms).toBeGreaterThan(1100 * 0.8);
    expect(compared.p95Ms).toBeLessThan(1100 * 1.2);
    expect(providers.find(({ provider }) => provider === 'anthropic')?.medianMs).toBeCloseTo(4000, -3);
  });

  test('shows how each provider fares, and when and how it failed last', async () => {
    const { providers } = await getOverview(alpha.context, day());
    expect(providers).toMatchObject([
      {
        provider: 'openai',
        attempts: 4,
        failedAttempts: 2,
        lastFailure: { at: new Date(noonMs + HOUR_MS).toISOString(), model: 'gpt-4o', outcome: 'timeout', requestId: 'req_lost' },
      },
      { provider: 'anthropic', attempts: 1, failedAttempts: 0, lastFailure: null },
    ]);
  });

  test('gives real examples of rescued requests: what failed, how, and who answered', async () => {
    const { rescued } = await getOverview(alpha.context, day());
    expect(rescued).toEqual([
      {
        requestId: 'req_rescued',
        projectId: alpha.projectId,
        startedAt: new Date(noonMs).toISOString(),
        requestedModel: 'smart',
        attempts: 2,
        durationMs: 4500,
        answeredBy: 'anthropic/claude-sonnet-4-5',
        failed: { target: 'openai/gpt-4o', outcome: 'rate_limited' },
      },
    ]);
  });

  test('parts it by project, model and route', async () => {
    const { projects, models, routes } = await getOverview(alpha.context, day());
    expect(projects.top.map(({ label, costPico, requests }) => [label, costPico, requests])).toEqual([
      ['Default', 1000n, 3],
      ['Second', 7n, 1],
    ]);
    expect(models.top.map(({ label, costPico }) => [label, costPico])).toEqual([
      ['anthropic/claude-sonnet-4-5', 900n],
      ['openai/gpt-4o', 107n],
    ]);
    expect(routes.top.map(({ label, requests }) => [label, requests])).toEqual([
      ['No route', 2],
      ['smart', 2],
    ]);
  });

  test('agrees with the Costs page to the last digit', async () => {
    const { compared: _compared, ...range } = day();
    const spend = await querySpend(alpha.context, { ...range, groupBy: 'none' });
    const overview = await getOverview(alpha.context, day());
    expect(overview.totals.costPico).toBe(spend.totals.costPico);
    expect(overview.byBucket.map(({ costPico }) => costPico)).toEqual(spend.series[0]?.costPico);
    expect(overview.totals.requests).toBe(spend.totals.requests);
  });

  test('narrows to projects, of which another organisation has none', async () => {
    const narrowed = await getOverview(alpha.context, { ...day(), projectIds: [second] });
    expect(narrowed.totals).toMatchObject({ costPico: 7n, requests: 1, rescuedRequests: 0 });
    expect([narrowed.rescued, narrowed.projects.top.length]).toEqual([[], 1]);
    const foreign = await getOverview(beta.context, { ...day(), projectIds: [alpha.projectId] });
    expect(foreign.totals).toMatchObject({ costPico: 0n, requests: 0 });
    expect([foreign.projects.top, foreign.providers, foreign.rescued]).toEqual([[], [], []]);
  });

  test.each(['viewer', 'prompt_editor'] as const)('tells a %s everything but money', async (role) => {
    const overview = await getOverview(as(alpha, role), day());
    expect(overview.totals).toMatchObject({ costPico: null, requests: 4 });
    const text = JSON.stringify(overview, (_, value: unknown) => (typeof value === 'bigint' ? `money ${value}` : value));
    expect(text).not.toContain('money');
  });

  test('refuses a range that ends before it begins', async () => {
    await expect(getOverview(alpha.context, { ...day(), to: day().from })).rejects.toMatchObject({ code: 'invalid', field: 'to' });
  });
});

test('budgets come with when they will be spent at the pace of late, the soonest first', async () => {
  const tenant = await app.makeTenant('Budgets');
  const nowMs = app.services.clock();
  const make = async (name: string, budgetUsd: string, spentUsd: string, atMs: number) => {
    const { id } = await createApiKey(tenant.context, { projectId: tenant.projectId, name, budgetUsd, budgetPer: 'total' });
    const costPico = (BigInt(Number(spentUsd) * 100) * 10_000_000_000n).toString();
    await ingestFacts(app.services.database.pool, {
      attempts: [
        attemptFact({
          organizationId: tenant.organizationId,
          projectId: tenant.projectId,
          keyId: id,
          attemptId: `att_${id}`,
          startedAtMs: atMs,
          costPico,
        }),
      ],
      requests: [],
    });
    return id;
  };
  await make('idle', '100', '90', nowMs - 72 * HOUR_MS);
  const soon = await make('soon', '30', '20', nowMs - HOUR_MS);
  await make('spent', '5', '5', nowMs - 72 * HOUR_MS);
  await make('slow', '1000', '10', nowMs - HOUR_MS);
  const gone = await make('revoked', '1', '1', nowMs);
  await revokeApiKey(tenant.context, { apiKeyId: gone });
  const { budgets, count } = await listBudgets(tenant.context, {});
  expect(budgets.map(({ name }) => name)).toEqual(['spent', 'soon', 'slow', 'idle']);
  expect(count).toBe(4);
  expect(budgets[0]).toMatchObject({ runsOutAt: new Date(nowMs).toISOString() });
  expect(budgets.find(({ keyId }) => keyId === soon)).toMatchObject({
    spentPico: 20_000_000_000_000n,
    picoPerDay: 20_000_000_000_000n,
    runsOutAt: new Date(nowMs + 12 * HOUR_MS).toISOString(),
  });
  expect(budgets.at(-1)).toMatchObject({ name: 'idle', runsOutAt: null });
  expect((await listBudgets(tenant.context, { projectIds: [alpha.projectId] })).budgets).toEqual([]);
  expect((await listBudgets(beta.context, { projectIds: [tenant.projectId] })).budgets).toEqual([]);
  await expect(listBudgets(as(tenant, 'viewer'), {})).rejects.toMatchObject({ code: 'forbidden' });
});

test('changes name who did what to which thing, each role sees those of things that it may see, and no organisation those of another', async () => {
  const tenant = await app.makeTenant('Changes');
  const { projectId } = tenant;
  const { id } = await createApiKey(tenant.context, { projectId, name: 'web' });
  await saveRoute(tenant.context, { projectId, name: 'smart', targets: [{ credential: 'sim', model: 'echo' }] });
  await revokeApiKey(tenant.context, { apiKeyId: id });
  const nowMs = app.services.clock();
  const span = { from: new Date(nowMs - HOUR_MS).toISOString(), to: new Date(nowMs + HOUR_MS).toISOString() };
  const changes = await listChanges(tenant.context, span);
  expect(changes.map(({ action, objectName, actor }) => `${actor} ${action} ${objectName}`)).toEqual(
    expect.arrayContaining(['Owner api_key.revoke web', 'Owner route.create smart', 'Owner api_key.create web']),
  );
  const ofViewer = await listChanges(as(tenant, 'viewer'), span);
  expect(ofViewer.map(({ objectType }) => objectType)).toContain('route');
  expect(ofViewer.map(({ objectType }) => objectType)).not.toContain('api_key');
  expect((await listChanges(beta.context, span)).map(({ objectId }) => objectId)).not.toContain(id);
  expect(await listChanges(tenant.context, { from: span.from, to: new Date(nowMs - HOUR_MS / 2).toISOString() })).toEqual([]);
});
