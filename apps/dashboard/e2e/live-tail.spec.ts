import { newId } from '@tollgate/secrets/new-id';
import { createApiKey } from '@tollgate/services/api-key/create-api-key';
import { ingestUsage } from '@tollgate/services/usage/ingest-usage';
import { launchBrowser } from '@tollgate/testing/browser';
import { attemptFact, requestFact } from '@tollgate/testing/usage-facts';
import { waitFor } from '@tollgate/testing/wait-for';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { connectServices, makeOwner, signIn, type Owner } from './steps/account.ts';
import { workPerFrame } from './steps/main-thread-work.ts';
import { requestRows } from './steps/pages.ts';
import { visit, type Browser, type Page } from './steps/visit.ts';

const ROWS_A_SECOND = 50;
const SECONDS = 8;
const LOADED = 5000;
const FRAME_BUDGET_MS = 8;

const services = connectServices();
let browser: Browser;
let page: Page;
let owner: Owner;
let keyId: string;

async function record(count: number, agoMs: number): Promise<string[]> {
  const now = services.clock();
  const facts = Array.from({ length: count }, (_, index) => {
    const dimensions = {
      requestId: newId('req', now),
      startedAtMs: now - agoMs - index,
      organizationId: owner.context.organizationId,
      projectId: owner.projectId,
      keyId,
      endUser: `user-${index % 7}`,
    };
    return {
      request: requestFact({ ...dimensions, isStream: index % 2 === 0, status: index % 9 === 0 ? 500 : 200 }),
      attempt: attemptFact({ ...dimensions, attemptId: newId('att', now) }),
    };
  });
  await ingestUsage(services, {
    proxyId: 'proxy-of-the-test',
    batchId: newId('bat', now),
    requests: facts.map(({ request }) => request),
    attempts: facts.map(({ attempt }) => attempt),
  });
  return facts.map(({ request }) => request.requestId);
}

beforeAll(async () => {
  browser = await launchBrowser();
  owner = await makeOwner(services, 'Waterfall');
  keyId = (await createApiKey(owner.context, { projectId: owner.projectId, name: 'Server' })).id;
  for (let batch = 0; batch < LOADED / 500; batch++) await record(500, 60_000 + batch * 1000);
  page = (await visit(browser)).page;
  await signIn(page, owner);
}, 120_000);
afterAll(async () => {
  await browser?.close();
  await services.close();
});

const loaded = async (): Promise<number> => Number((await page.getByText(/^[\d,]+ loaded$/).innerText()).replaceAll(/\D/g, ''));

test('five thousand rows are loaded by scrolling, and only those in sight exist', { timeout: 120_000 }, async () => {
  await page.goto('/requests');
  await requestRows(page).first().waitFor();
  const list = page.getByRole('region', { name: 'Requests, newest first' });
  await waitFor(
    'five thousand rows',
    async () => {
      await list.evaluate((element) => element.scrollTo({ top: element.scrollHeight }));
      return (await loaded()) >= LOADED;
    },
    { timeoutMs: 90_000 },
  );
  expect(await requestRows(page).count()).toBeLessThan(60);
  await list.evaluate((element) => element.scrollTo({ top: 0 }));
});

/** Follows the live tail for some seconds; the work of each frame in order of its length. */
async function follow(): Promise<number[]> {
  const before = await loaded();
  await browser.startTracing(page, { categories: ['devtools.timeline'] });
  const ids: string[] = [];
  for (let tick = 0; tick < SECONDS * 5; tick++) {
    const startedAt = performance.now();
    ids.push(...(await record(ROWS_A_SECOND / 5, 0)));
    await waitFor('the next fifth of a second', () => performance.now() - startedAt >= 200, { timeoutMs: 5000, everyMs: 5 });
  }
  await page.locator(`tr[data-request-id="${ids.at(-1)}"]`).waitFor();
  const work = workPerFrame(await browser.stopTracing());
  expect(await loaded()).toBeGreaterThanOrEqual(before + ids.length * 0.9);
  return work;
}

test(`a live tail of ${ROWS_A_SECOND} rows a second over them takes at most ${FRAME_BUDGET_MS} ms of script and layout a frame at p95`, async () => {
  await page.getByRole('switch', { name: 'Live' }).waitFor();
  await page.mouse.move(0, 0);
  const figures: string[] = [];
  let best = Number.POSITIVE_INFINITY;
  // Other processes of the machine only ever add to a frame, so the best of five is the page's own.
  for (let round = 0; round < 5 && best > FRAME_BUDGET_MS; round++) {
    const work = await follow();
    const at = (part: number) => work[Math.floor(work.length * part)] ?? 0;
    best = Math.min(best, at(0.95));
    figures.push(`${work.length} frames with work, p50 ${at(0.5).toFixed(1)} ms, p95 ${at(0.95).toFixed(1)} ms`);
  }
  expect(best, figures.join('; ')).toBeLessThanOrEqual(FRAME_BUDGET_MS);
});
