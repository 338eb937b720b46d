import { gzipSync } from 'node:zlib';
import { launchBrowser } from '@tollgate/testing/browser';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { connectServices, makeKey, makeOwner, signIn, type Owner } from './steps/account.ts';
import { ask } from './steps/ask.ts';
import { PAGES, requestRows } from './steps/pages.ts';
import { visit, type Browser, type Page } from './steps/visit.ts';

const KB = 1000;
const services = connectServices();
let browser: Browser;
let owner: Owner;
beforeAll(async () => {
  browser = await launchBrowser();
  owner = await makeOwner(services);
  await ask(await makeKey(owner), 'sim/echo', 'Hello');
});
afterAll(async () => {
  await browser?.close();
  await services.close();
});

/** Kilobytes of script, gzipped, that a page asks for until it shows its data, before anybody has touched it. */
async function loadedBy(page: Page, path: string, isShown: (page: Page) => Promise<void>): Promise<number> {
  const scripts: Promise<number>[] = [];
  page.on('response', (response) => {
    if (response.request().resourceType() === 'script') scripts.push(response.body().then((body) => gzipSync(body).length));
  });
  await page.goto(path);
  await isShown(page);
  const sizes = await Promise.all(scripts);
  return sizes.reduce((sum, size) => sum + size, 0) / KB;
}

async function showsData(page: Page): Promise<void> {
  await page.getByRole('heading', { level: 1 }).waitFor();
  await page.locator('main .animate-skeleton').first().waitFor({ state: 'detached' });
}

test('signing in takes no more than React, Next and a form', async () => {
  const stranger = await visit(browser);
  const total = await loadedBy(stranger.page, '/sign-in', async (page) => page.getByLabel('Password').first().waitFor());
  expect(total).toBeLessThanOrEqual(150);
  await stranger.close();
});

/** What comes after the numbers may take as much again as a chart library does. */
const PAGE_KB = 230;
const CHART_KB = 115;
const hasChart = (path: string): boolean => path === '/overview' || path === '/costs';

test.for(PAGES)('$title shows its data within its budget of script', async ({ path }) => {
  const visitor = await visit(browser);
  await signIn(visitor.page, owner);
  await requestRows(visitor.page).first().waitFor();
  // A page of its own starts with nothing in its memory.
  const page = await visitor.page.context().newPage();
  const total = await loadedBy(page, path, async (shown) => {
    await showsData(shown);
    if (path === '/costs') await shown.locator('.recharts-surface').first().waitFor();
  });
  expect(total).toBeGreaterThan(100);
  expect(total).toBeLessThanOrEqual(hasChart(path) ? PAGE_KB + CHART_KB : PAGE_KB);
  await visitor.close();
});
