import { launchBrowser } from '@tollgate/testing/browser';
import { waitFor } from '@tollgate/testing/wait-for';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { connectServices, makeKey, makeOwner, signIn } from './steps/account.ts';
import { askOnce } from './steps/ask.ts';
import { openPage, openRequest } from './steps/pages.ts';
import { visit, type Browser, type Page, type Visitor } from './steps/visit.ts';
import { readStack } from './stack/stack.ts';

const services = connectServices();
let browser: Browser;
let visitor: Visitor;
let page: Page;
let key: string;
beforeAll(async () => {
  browser = await launchBrowser();
  visitor = await visit(browser);
  page = visitor.page;
  const owner = await makeOwner(services);
  key = await makeKey(owner);
  await signIn(page, owner);
});
afterAll(async () => {
  await browser?.close();
  await services.close();
});

test('a credential for any OpenAI-compatible server is added, tested through the proxy, and its secret is never shown', async () => {
  await openPage(page, 'Providers');
  await page.getByRole('button', { name: 'Add credential' }).first().click();
  const dialog = page.getByRole('dialog');
  await dialog.getByLabel('Provider', { exact: true }).selectOption('openai-compatible');
  await dialog.getByLabel('Name', { exact: true }).fill('own-server');
  await dialog.getByLabel('Base URL').fill(readStack().simulatorUrl);
  await dialog.getByLabel('Secret key').fill('sk-very-secret-9876');
  await dialog.getByRole('button', { name: 'Add and test' }).click();
  const card = page.getByRole('listitem').filter({ hasText: 'own-server' });
  const result = card.getByRole('status').filter({ hasText: /\d+ models/ });
  await result.waitFor();
  await card.getByRole('button', { name: 'Test own-server' }).click();
  await result.waitFor();
  expect(await result.innerText()).toMatch(/ ms\)/);
  expect(await card.innerText()).toMatch(/Secret ends in …?9876/);
  expect(await page.content()).not.toContain('sk-very-secret-9876');
});

test('a route falls back to its next target, and the drawer shows both attempts', async () => {
  await openPage(page, 'Routes');
  await page.getByRole('button', { name: 'Create route' }).first().click();
  const dialog = page.getByRole('dialog');
  await dialog.getByLabel('Name').fill('smart');
  await dialog.getByLabel('Credential of target 1').selectOption('own-server');
  await dialog.getByLabel('Model of target 1').fill('server-error');
  await dialog.getByRole('button', { name: 'Add a fallback' }).click();
  await dialog.getByLabel('Credential of target 2').selectOption('sim');
  await dialog.getByLabel('Model of target 2').fill('echo');
  await dialog.getByRole('button', { name: 'Create route' }).click();
  const row = page.getByRole('region', { name: 'Routes' }).locator('tbody tr').filter({ hasText: 'smart' });
  await row.waitFor();
  expect(await row.getByRole('listitem').allInnerTexts()).toEqual(['own-server/server-error', 'sim/echo']);

  const reply = await waitFor('the route to be known to the proxy', () => askOnce(key, 'smart', 'Still here'), { timeoutMs: 5_000 });
  expect(reply.text).toBe('Still here');
  expect(Number(reply.attempts)).toBeGreaterThanOrEqual(2);

  await openPage(page, 'Requests');
  const drawer = await openRequest(page, 'smart');
  await drawer.getByRole('heading', { name: `Attempts (${reply.attempts})` }).waitFor();
  const attempts = await drawer.locator('ol').first().locator(':scope > li').allInnerTexts();
  expect(attempts.length).toBe(Number(reply.attempts));
  expect(attempts[0]).toMatch(/own-server\/server-error[\s\S]*Provider error · 500/);
  expect(attempts.at(-1)).toMatch(/sim\/echo[\s\S]*Success/);
  await page.keyboard.press('Escape');
});

test('a new address needs the secret again: the form asks for it, and the server refuses without', async () => {
  await openPage(page, 'Providers');
  await page.getByRole('button', { name: 'Edit own-server' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByLabel('Base URL').fill('https://elsewhere.example.com/v1');
  const secret = dialog.getByLabel('Secret key');
  await dialog.getByText('a stored key is not sent to a new address').waitFor();
  await dialog.getByRole('button', { name: 'Save' }).click();
  expect(await secret.evaluate((input) => (input as HTMLInputElement).validity.valueMissing)).toBe(true);
  // Whoever gets past the form meets the server.
  await secret.evaluate((input) => input.removeAttribute('required'));
  await dialog.getByRole('button', { name: 'Save' }).click();
  expect(await dialog.getByRole('alert').innerText()).toMatch(/secret|key/i);
  await dialog.getByRole('button', { name: 'Cancel' }).click();
  expect(await page.getByRole('listitem').filter({ hasText: 'own-server' }).innerText()).toContain(readStack().simulatorUrl);
});

test('deleting a credential names the routes that need it and asks for its name; the route goes on with what is left', async () => {
  await page.getByRole('button', { name: 'Delete own-server' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByText('These routes lose a target:').waitFor();
  expect(await dialog.getByRole('listitem').allInnerTexts()).toEqual(['smart in Default']);
  const remove = dialog.getByRole('button', { name: 'Delete credential' });
  expect(await remove.isDisabled()).toBe(true);
  await dialog.getByLabel(/^Type own-server to confirm/).fill('own-server');
  await remove.click();
  await page.getByText('No provider credentials yet').waitFor();
  await waitFor('the route to go on without it', async () => (await askOnce(key, 'smart', 'Without')).attempts === '1', {
    timeoutMs: 5_000,
  });
});

test('nothing was refused or thrown on the way', () => {
  expect(visitor.problems).toEqual([]);
});
