import { readFileSync } from 'node:fs';
import { launchBrowser } from '@tollgate/testing/browser';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { fillSignIn, newPerson, signIn, type Person } from './steps/account.ts';
import { ask, type Answer } from './steps/ask.ts';
import { exactCost, exactTitle } from './steps/exact-amount.ts';
import { openPage, openRequest, requestDrawer, requestRows } from './steps/pages.ts';
import { visit, type Browser, type Locator, type Page, type Visitor } from './steps/visit.ts';

let browser: Browser;
let visitor: Visitor;
let page: Page;
beforeAll(async () => {
  browser = await launchBrowser();
  visitor = await visit(browser, { timezoneId: 'Europe/Lisbon' });
  page = visitor.page;
});
afterAll(async () => {
  await browser?.close();
});

const person: Person = newPerson('Grace Hopper');
let answer: Answer;
let cost: string;

/** The exact title of the whole cost in the foot of the Costs table. */
async function readTotal(label: string): Promise<string | null> {
  const table = page.getByRole('region', { name: `Spend by ${label}, as a table` });
  return table.locator('tfoot [title$=" exactly"]').first().getAttribute('title');
}

function figure(drawer: Locator, name: string): Promise<string> {
  return drawer
    .locator('dl > div')
    .filter({ has: page.getByText(name, { exact: true }) })
    .locator('dd')
    .innerText();
}

test(
  'signing up shows a key, and the welcome page and the Requests page notice its first request within 5 s',
  { timeout: 120_000 },
  async () => {
    await page.goto('/');
    await page.waitForURL(/\/sign-in/);
    await page.getByRole('link', { name: /sign up|create an account/i }).click();
    await page.getByLabel('Your name').fill(person.name);
    await page.getByLabel('E-mail address').fill(person.email);
    await page.getByLabel('Password').fill(person.password);
    await page.getByLabel('Organisation').fill('Compilers');
    await page.getByRole('button', { name: 'Create account' }).click();
    await page.waitForURL(/\/welcome/);
    await page.getByRole('button', { name: 'Show', exact: true }).click();
    const key = await page.getByTestId('api-key').innerText();
    expect(key).toMatch(/^tg_[a-z]+_[A-Za-z0-9]{32,}$/);
    await page.getByText('Waiting for the first request…').waitFor();

    const requests = await page.context().newPage();
    await requests.goto('/requests');
    await requests.getByText('No requests in this range').waitFor();

    answer = await ask(key, 'sim/echo', 'The bug was a moth', { 'x-tollgate-user': 'ada', 'x-tollgate-tags': 'first' });
    const answeredAt = performance.now();
    expect(answer.text).toBe('The bug was a moth');
    expect(answer.inputTokens).toBeGreaterThan(0);
    cost = exactCost(answer);
    await Promise.all([
      page.getByText('Your first request arrived.').waitFor({ timeout: 30_000 }),
      requestRows(requests).filter({ hasText: 'sim/echo' }).waitFor({ timeout: 30_000 }),
    ]);
    expect(performance.now() - answeredAt).toBeLessThan(5_000);
    await requests.close();
  },
);

test('the drawer explains the request: its attempt, its tokens and how the exact cost came about', async () => {
  await page.getByRole('link', { name: 'See the request' }).click();
  const drawer = await requestDrawer(page);
  await drawer.getByText('Success').first().waitFor();
  expect(await figure(drawer, 'Input')).toBe(String(answer.inputTokens));
  expect(await figure(drawer, 'Output')).toBe(String(answer.outputTokens));
  const formula = drawer.getByRole('region', { name: 'Cost of attempt 1' });
  expect(await formula.getByRole('row', { name: 'Input' }).locator('td').allInnerTexts()).toEqual([
    String(answer.inputTokens),
    '$1.00 per million',
    `$${exactCost({ ...answer, outputTokens: 0 })}`,
  ]);
  expect(await formula.getByRole('row', { name: 'Sum' }).locator('td').innerText()).toBe(`$${cost}`);
  await drawer.getByText(/^Price of sim\/\* in force since \d{4}-\d{2}-\d{2}, from /).waitFor();
  await drawer.getByText('ada', { exact: true }).waitFor();
  // A link to the request opens it for whoever gets it.
  await page.reload();
  expect(await (await requestDrawer(page)).getByRole('row', { name: 'Sum' }).locator('td').innerText()).toBe(`$${cost}`);
  await page.keyboard.press('Escape');
  await page.getByRole('dialog', { name: 'Request' }).waitFor({ state: 'hidden' });
  expect(
    await requestRows(page)
      .locator(`[title="${exactTitle(cost)}"]`)
      .count(),
  ).toBe(1);
});

test('the Costs page shows exactly that cost by every dimension and in every zone', async () => {
  await openPage(page, 'Costs');
  for (const [value, label, row] of [
    ['project', 'project', 'Default'],
    ['model', 'model', 'echo'],
    ['key', 'key', 'First key'],
    ['provider', 'provider', 'sim'],
    ['end_user', 'end user', 'ada'],
  ] as const) {
    await page.getByLabel('Group by').selectOption(value);
    expect(await readTotal(label)).toBe(exactTitle(cost));
    const cells = page
      .getByRole('region', { name: `Spend by ${label}, as a table` })
      .locator('tbody tr')
      .filter({ hasText: row });
    expect(
      await cells
        .locator(`td [title="${exactTitle(cost)}"]`)
        .first()
        .isVisible(),
    ).toBe(true);
  }
  await page.getByLabel('Group by').selectOption('member');
  expect(await readTotal('member')).toBe(exactTitle(cost));
  for (const zone of ['Australia/Adelaide', 'America/Los_Angeles']) {
    await page.getByRole('button', { name: /^Time range/ }).click();
    await page.getByLabel('Time zone').selectOption(zone);
    await page.keyboard.press('Escape');
    await page.waitForURL((url) => url.searchParams.get('zone') === zone);
    await page.locator('[aria-busy="true"]').waitFor({ state: 'detached' });
    expect(await readTotal('member')).toBe(exactTitle(cost));
  }
});

test('the URL is the state of the Costs page: a reload, and a copy of the address, show the same', async () => {
  const state = new URL(page.url()).searchParams;
  expect([state.get('group'), state.get('zone')]).toEqual(['member', 'America/Los_Angeles']);
  await page.reload();
  expect(await readTotal('member')).toBe(exactTitle(cost));
  await page.getByRole('button', { name: /^Time range: .*America\/Los_Angeles/ }).waitFor();
  expect(await page.getByLabel('Group by').inputValue()).toBe('member');
  expect(Object.fromEntries(new URL(page.url()).searchParams)).toEqual(Object.fromEntries(state));
});

test('the CSV holds the exact amount', async () => {
  await page.getByLabel('Group by').selectOption('model');
  expect(await readTotal('model')).toBe(exactTitle(cost));
  const [download] = await Promise.all([page.waitForEvent('download'), page.getByRole('button', { name: 'CSV' }).click()]);
  expect(download.suggestedFilename()).toMatch(/^tollgate-spend-by-model-.*\.csv$/);
  const lines = readFileSync(await download.path(), 'utf8')
    .trim()
    .split('\r\n');
  const [header, row] = lines.map((line) => line.split(',').map((cell) => cell.replaceAll('"', '')));
  expect(row?.[header?.indexOf('cost_usd') ?? -1]).toBe(cost);
});

test('after signing out the old cookie is worth nothing, wherever it was copied to', async () => {
  const copied = await page.context().cookies();
  expect(copied.some(({ httpOnly, name }) => httpOnly && /session/.test(name))).toBe(true);
  await page.getByRole('button', { name: /^Account:/ }).click();
  await page.getByRole('menuitem', { name: 'Sign out' }).click();
  await page.waitForURL(/\/sign-in/);

  const thief = await visit(browser);
  await thief.page.context().addCookies(copied);
  await thief.page.goto('/costs');
  await thief.page.waitForURL(/\/sign-in/);
  const input = encodeURIComponent(JSON.stringify({ json: null }));
  const answered = await thief.page.request.get(`/api/trpc/member.list?input=${input}`, {
    headers: { 'x-tollgate-organization': 'compilers' },
  });
  expect(answered.status()).toBe(401);
  await thief.close();
});

test('a wrong password and an unknown address are refused with the same words, and the right ones sign in again', async () => {
  const refusals: string[] = [];
  for (const attempt of [{ ...person, password: 'not the password' }, newPerson()]) {
    await fillSignIn(page, attempt);
    refusals.push(await page.locator('form').getByRole('alert').innerText());
  }
  expect(refusals[0]).toMatch(/wrong/);
  expect(refusals[1]).toBe(refusals[0]);
  await signIn(page, person);
  await openRequest(page, 'sim/echo');
});

test('nothing was refused or thrown on the way', () => {
  expect(visitor.problems).toEqual([]);
});
