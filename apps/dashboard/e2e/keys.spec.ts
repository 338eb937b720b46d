import { launchBrowser } from '@tollgate/testing/browser';
import { waitFor } from '@tollgate/testing/wait-for';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { connectServices, makeOwner, signIn } from './steps/account.ts';
import { outcomeOf } from './steps/ask.ts';
import { exactTitle } from './steps/exact-amount.ts';
import { openPage } from './steps/pages.ts';
import { visit, type Browser, type Locator, type Page, type Visitor } from './steps/visit.ts';

const ANSWERED = { status: 200, code: null };
/** One call costs 1,000 × $1 + 10 × $2 per million: a little more than a tenth of a cent. */
const DEAR_MODEL = 'sim/usage:prompt=1000,completion=10';
const DEAR_COST = '0.00102';

const services = connectServices();
let browser: Browser;
let visitor: Visitor;
let page: Page;
beforeAll(async () => {
  browser = await launchBrowser();
  visitor = await visit(browser);
  page = visitor.page;
  await signIn(page, await makeOwner(services));
  await openPage(page, 'API keys');
});
afterAll(async () => {
  await browser?.close();
  await services.close();
});

/** Takes the key from the dialog that shows it and closes that. */
async function takeKey(): Promise<string> {
  const key = await page.getByTestId('api-key').innerText();
  await page.getByRole('button', { name: 'I have stored the key' }).click();
  await page.getByRole('dialog').waitFor({ state: 'hidden' });
  return key;
}

async function createKey(fields: Record<string, string>): Promise<string> {
  await page.getByRole('button', { name: 'Create key' }).first().click();
  const dialog = page.getByRole('dialog');
  for (const [label, value] of Object.entries(fields)) await dialog.getByLabel(label).fill(value);
  await dialog.getByRole('button', { name: 'Create key' }).click();
  return takeKey();
}

function rowOf(name: string, status: string): Locator {
  return page.getByRole('region', { name: 'API keys' }).locator('tbody tr').filter({ hasText: name }).filter({ hasText: status });
}

async function act(row: Locator, action: 'Edit' | 'Rotate' | 'Revoke'): Promise<Locator> {
  await row.getByRole('button', { name: /^Actions for/ }).click();
  await page.getByRole('menuitem', { name: action }).click();
  return page.getByRole('dialog');
}

test('a double click makes one key', async () => {
  await page.getByRole('button', { name: 'Create key' }).first().click();
  const dialog = page.getByRole('dialog');
  await dialog.getByLabel('Name').fill('clicked twice');
  await dialog.getByRole('button', { name: 'Create key' }).dblclick();
  await takeKey();
  await page.reload();
  await rowOf('clicked twice', 'Active').first().waitFor();
  expect(await rowOf('clicked twice', 'Active').count()).toBe(1);
});

test('a budget holds on the proxy from the first request over it, and the table shows what is spent', async () => {
  const key = await createKey({ Name: 'tiny budget', 'Budget in dollars': '0.001' });
  expect(await outcomeOf(key, DEAR_MODEL)).toEqual(ANSWERED);
  expect(await outcomeOf(key, DEAR_MODEL)).toEqual({ status: 429, code: 'budget_exceeded' });
  const row = rowOf('tiny budget', 'Active');
  await waitFor('the spent budget to show', async () => {
    await page.reload();
    await row.waitFor();
    return (await row.locator(`[title="${exactTitle(DEAR_COST)}"]`).count()) === 1;
  });
  expect(await row.getByRole('meter').getAttribute('aria-valuenow')).toBe('100');
});

test('a limit of one request a minute refuses the second', async () => {
  const key = await createKey({ Name: 'one a minute', 'Requests per minute': '1' });
  expect(await outcomeOf(key)).toEqual(ANSWERED);
  expect(await outcomeOf(key)).toEqual({ status: 429, code: 'rate_limited' });
  expect(await rowOf('one a minute', 'Active').innerText()).toMatch(/1 a minute/);
});

test('a key is shown once: it is in no later page', async () => {
  const key = await createKey({ Name: 'seen once' });
  expect(await page.content()).not.toContain(key);
  await page.reload();
  await rowOf('seen once', 'Active').waitFor();
  expect(await page.content()).not.toContain(key);
  expect(await rowOf('seen once', 'Active').locator('code').innerText()).toContain(key.slice(-4));
});

test('rotating with an overlap leaves both keys working; revoking ends one within 5 s, and the other goes on', async () => {
  const before = await createKey({ Name: 'rotated' });
  const dialog = await act(rowOf('rotated', 'Active'), 'Rotate');
  await dialog.getByLabel('The old key works for').selectOption({ label: '1 hour' });
  await dialog.getByRole('button', { name: 'Rotate key' }).click();
  const after = await takeKey();
  expect(after).not.toBe(before);
  expect([await outcomeOf(before), await outcomeOf(after)]).toEqual([ANSWERED, ANSWERED]);

  const confirm = await act(rowOf('rotated', 'Expiring'), 'Revoke');
  const revoke = confirm.getByRole('button', { name: 'Revoke key' });
  expect(await revoke.isDisabled()).toBe(true);
  await confirm.getByLabel(/^Type rotated to confirm/).fill('rotated');
  await revoke.click();
  await rowOf('rotated', 'Revoked').waitFor();
  const refusal = await waitFor(
    'the revoked key to be refused',
    async () => {
      const outcome = await outcomeOf(before);
      return outcome.status === 200 ? null : outcome;
    },
    { timeoutMs: 5_000 },
  );
  expect(refusal).toEqual({ status: 401, code: 'key_revoked' });
  expect(await outcomeOf(after)).toEqual(ANSWERED);
});

test('a key is renamed and given a limit without changing what applications send', async () => {
  const key = await createKey({ Name: 'misnamed' });
  const dialog = await act(rowOf('misnamed', 'Active'), 'Edit');
  await dialog.getByLabel('Name').fill('checkout');
  await dialog.getByLabel('Requests per minute').fill('1');
  await dialog.getByRole('button', { name: 'Save' }).click();
  await rowOf('checkout', 'Active').waitFor();
  expect(await rowOf('misnamed', 'Active').count()).toBe(0);
  const refusal = await waitFor(
    'the new limit to hold',
    async () => {
      const outcome = await outcomeOf(key);
      return outcome.status === 200 ? null : outcome;
    },
    { timeoutMs: 5_000 },
  );
  expect(refusal).toEqual({ status: 429, code: 'rate_limited' });
});

test('nothing was refused or thrown on the way', () => {
  expect(visitor.problems).toEqual([]);
});
