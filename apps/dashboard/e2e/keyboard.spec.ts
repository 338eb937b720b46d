import { launchBrowser } from '@tollgate/testing/browser';
import { waitFor } from '@tollgate/testing/wait-for';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { connectServices, makeKey, makeOwner, newPerson, signIn } from './steps/account.ts';
import { askOnce, outcomeOf } from './steps/ask.ts';
import { requestRows } from './steps/pages.ts';
import { visit, type Browser, type Page } from './steps/visit.ts';

const services = connectServices();
let browser: Browser;
beforeAll(async () => {
  browser = await launchBrowser();
});
afterAll(async () => {
  await browser?.close();
  await services.close();
});

/** What has the focus, by the name that a screen reader says; refuses a stop that nobody can see. */
async function focusName(page: Page): Promise<string> {
  const { name, isVisible } = await page.evaluate(() => {
    const element = document.activeElement;
    if (!(element instanceof HTMLElement) || element === document.body) return { name: '', isVisible: true };
    const { outlineStyle, outlineWidth } = getComputedStyle(element);
    const label = 'labels' in element ? (element as HTMLInputElement).labels?.[0]?.textContent : null;
    return {
      name: (element.getAttribute('aria-label') ?? label ?? element.textContent ?? '').trim(),
      isVisible: outlineStyle !== 'none' && Number.parseFloat(outlineWidth) > 0,
    };
  });
  expect({ name, isVisible }).toEqual({ name, isVisible: true });
  return name;
}

/** Presses Tab until the focus is on what is called so. */
async function tabTo(page: Page, name: string | RegExp): Promise<void> {
  const passed: string[] = [];
  const isIt = (text: string): boolean => (typeof name === 'string' ? text.startsWith(name) : name.test(text));
  for (let presses = 0; presses < 60; presses += 1) {
    await page.keyboard.press('Tab');
    const reached = await focusName(page);
    if (isIt(reached)) return;
    passed.push(reached);
  }
  throw new Error(`Tab never reached ${name}: ${passed.join(' | ')}`);
}

/** Mouse and touch do nothing from here on. */
async function withoutPointer(page: Page): Promise<void> {
  await page.addInitScript(() => {
    for (const type of ['pointerdown', 'mousedown', 'touchstart']) {
      document.addEventListener(type, () => Object.assign(window, { wasPointedAt: true }), true);
    }
  });
}

test('somebody signs up, creates a key and sends a first request with the keyboard alone', async () => {
  const { page, problems, close } = await visit(browser);
  await withoutPointer(page);
  const person = newPerson('Keya Board');
  await page.goto('/sign-up');
  for (const [label, value] of [
    ['Your name', person.name],
    ['E-mail address', person.email],
    ['Password', person.password],
    ['Organisation', 'Keys Only'],
  ] as const) {
    await tabTo(page, label);
    await page.keyboard.type(value);
  }
  await page.keyboard.press('Enter');
  await page.getByRole('heading', { level: 1, name: 'Make your first request' }).waitFor();

  await tabTo(page, 'Go to the dashboard');
  await page.keyboard.press('Enter');
  await page.getByRole('heading', { level: 1, name: 'Overview' }).waitFor();
  await page.keyboard.press('g');
  await page.keyboard.press('k');
  await page.getByRole('heading', { level: 1, name: 'API keys' }).waitFor();
  await page.getByText('First key').waitFor();
  await tabTo(page, 'Create key');
  await page.keyboard.press('Enter');
  await page.getByRole('dialog', { name: 'Create an API key' }).waitFor();
  await waitFor('the focus to be in the dialog', () => page.evaluate(() => document.activeElement?.closest('[role="dialog"]') !== null));
  if (!(await focusName(page)).startsWith('Name')) await tabTo(page, 'Name');
  await page.keyboard.type('typed');
  await page.keyboard.press('Enter');
  const key = await page.getByTestId('api-key').innerText();
  await tabTo(page, 'I have stored the key');
  await page.keyboard.press('Enter');
  await page.getByRole('dialog').waitFor({ state: 'detached' });
  expect(await focusName(page)).toBe('Create key');
  expect(await outcomeOf(key)).toEqual({ status: 200, code: null });
  expect(await page.evaluate(() => 'wasPointedAt' in window)).toBe(false);
  expect(problems).toEqual([]);
  await close();
});

test('a request is opened, read through and left with the keyboard alone', async () => {
  const owner = await makeOwner(services);
  const key = await makeKey(owner);
  const [older, newer] = [await askOnce(key, 'sim/echo', 'first'), await askOnce(key, 'sim/echo', 'second')];
  const { page, problems, close } = await visit(browser);
  await withoutPointer(page);
  await signIn(page, owner);
  await requestRows(page).nth(1).waitFor();
  await page.evaluate(() => Reflect.deleteProperty(window, 'wasPointedAt'));

  await page.keyboard.press('j');
  await page.keyboard.press('Enter');
  const drawer = page.getByRole('dialog', { name: 'Request' });
  await drawer.getByRole('heading', { name: 'Cost' }).waitFor();
  const opened = () => new URL(page.url()).searchParams.get('request');
  expect(opened()).toBe(newer.requestId);
  await page.keyboard.press('j');
  await waitFor('the older request to be open', () => opened() === older.requestId);
  await drawer.getByRole('heading', { name: 'Cost' }).waitFor();
  await page.keyboard.press('k');
  await waitFor('the newer request to be open again', () => opened() === newer.requestId);
  await page.keyboard.press('Escape');
  await drawer.waitFor({ state: 'detached' });
  expect(await page.evaluate(() => 'wasPointedAt' in window)).toBe(false);
  expect(problems).toEqual([]);
  await close();
});
