import { findAccessibilityViolations } from '@tollgate/testing/axe';
import { launchBrowser } from '@tollgate/testing/browser';
import { saveRoute } from '@tollgate/services/route/save-route';
import { createCredential } from '@tollgate/services/credential/create-credential';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { connectServices, makeKey, makeOwner, signIn, type Owner } from './steps/account.ts';
import { ask, outcomeOf } from './steps/ask.ts';
import { openPage, openRequest, PAGES, requestRows, type PageTitle } from './steps/pages.ts';
import { visit, type Browser, type Page, type Visitor } from './steps/visit.ts';

const services = connectServices();
let browser: Browser;
let empty: Visitor;
let filled: Visitor;

async function fill(owner: Owner): Promise<void> {
  const key = await makeKey(owner, { budgetUsd: '5', rpm: 600 });
  const target = { name: 'own-server', provider: 'openai-compatible', baseUrl: 'http://127.0.0.1:9/v1', secret: 'sk-test' };
  await createCredential(owner.context, target);
  const targets = [
    { credential: 'own-server', model: 'gone' },
    { credential: 'sim', model: 'echo' },
  ];
  await saveRoute(owner.context, { projectId: owner.projectId, name: 'smart', targets });
  const headers = { 'x-tollgate-user': 'ada', 'x-tollgate-tags': 'batch,night', 'x-tollgate-metadata': '{"ticket":"T-1"}' };
  await ask(key, 'smart', 'Good evening', headers);
  await outcomeOf(key, 'sim/auth-error');
  await outcomeOf(key, 'no-such-model');
}

beforeAll(async () => {
  browser = await launchBrowser();
  const owner = await makeOwner(services);
  const newcomer = await makeOwner(services, 'Nothing Yet');
  [empty, filled] = await Promise.all([visit(browser), visit(browser)]);
  await Promise.all([fill(owner), signIn(empty.page, newcomer), signIn(filled.page, owner)]);
  await requestRows(filled.page).nth(2).waitFor();
});
afterAll(async () => {
  await browser?.close();
  await services.close();
});

/** Of the catalogue one row is as good as a hundred, and takes axe a tenth of the time. */
const FEWER = '?search=sim';

type View = readonly [width: number, colorScheme: 'light' | 'dark'];
const EVERY_VIEW: readonly View[] = [
  [375, 'dark'],
  [375, 'light'],
  [1280, 'dark'],
  [1280, 'light'],
];
const TWO_VIEWS: readonly View[] = [
  [375, 'dark'],
  [1280, 'light'],
];

/** What axe finds in each view, and what sticks out at the side. */
async function findFaults(page: Page, views: readonly View[] = EVERY_VIEW): Promise<string[]> {
  const faults: string[] = [];
  for (const [width, colorScheme] of views) {
    await page.setViewportSize({ width, height: 800 });
    await page.emulateMedia({ colorScheme });
    await page.locator(`html.${colorScheme}`).waitFor();
    const found = await findAccessibilityViolations(page);
    faults.push(...found.map((fault) => `${width} ${colorScheme}: ${fault}`));
    const overflow = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
    if (overflow > 0) faults.push(`${width}: the page is ${overflow} pixels wider than its window`);
  }
  return faults;
}

/** Until skeletons and their like have gone. */
async function settle(page: Page): Promise<void> {
  await page.locator('main :text("Loading"), main [aria-busy="true"], main .animate-skeleton').first().waitFor({ state: 'detached' });
}

test.for(['/sign-up', '/sign-in', '/no-such-page'])('axe finds nothing on %s', async (path) => {
  const stranger = await visit(browser);
  await stranger.page.goto(path);
  await stranger.page.getByRole('heading', { level: 1 }).waitFor();
  expect(await findFaults(stranger.page)).toEqual([]);
  await stranger.close();
});

test('axe finds nothing on the welcome page, nor on a refused sign-in', async () => {
  await empty.page.goto('/welcome');
  await empty.page.getByText('Waiting for the first request…').waitFor();
  await empty.page.getByText('Your API key', { exact: true }).waitFor();
  expect(await findFaults(empty.page)).toEqual([]);
  const stranger = await visit(browser);
  await stranger.page.goto('/sign-in');
  await stranger.page.getByLabel('E-mail address').fill('nobody@example.com');
  await stranger.page.getByLabel('Password').fill('wrong password');
  await stranger.page.getByRole('button', { name: 'Sign in' }).click();
  await stranger.page.locator('form').getByRole('alert').waitFor();
  expect(await findFaults(stranger.page)).toEqual([]);
  await stranger.close();
});

describe('axe finds nothing, light and dark, wide and narrow,', () => {
  test.for(PAGES)('on $title of an empty organisation', async ({ title, path }) => {
    await empty.page.goto(`${path}${FEWER}`);
    await empty.page.getByRole('heading', { level: 1, name: title }).waitFor();
    await settle(empty.page);
    expect(await findFaults(empty.page)).toEqual([]);
  });

  test.for(PAGES)('on $title with data', async ({ title, path }) => {
    await filled.page.goto(`${path}${FEWER}`);
    await filled.page.getByRole('heading', { level: 1, name: title }).waitFor();
    await settle(filled.page);
    expect(await findFaults(filled.page)).toEqual([]);
  });

  test('on the drawer of a request that fell back', async () => {
    const { page } = filled;
    await openPage(page, 'Requests');
    await openRequest(page, 'smart');
    expect(await findFaults(page)).toEqual([]);
    await page.keyboard.press('Escape');
    await page.getByRole('dialog').waitFor({ state: 'detached' });
  });

  test.for<[PageTitle, string, string]>([
    ['API keys', 'Create key', 'Create an API key'],
    ['Providers', 'Add credential', 'Add a provider credential'],
    ['Providers', 'Edit own-server', 'Edit “own-server”'],
    ['Providers', 'Delete own-server', 'Delete “own-server”'],
    ['Routes', 'Create route', 'Create a route'],
    ['Routes', 'Delete smart', 'Delete “smart”'],
    ['Models & prices', 'Set a price', 'Set a price of your own'],
    ['Project settings', 'Create project', 'Create a project'],
  ])('on %s with the dialog of “%s” open, which Escape closes', async ([title, button, dialogTitle]) => {
    const { page } = filled;
    await openPage(page, title);
    await page.getByRole('button', { name: button, exact: true }).click();
    await page.getByRole('dialog', { name: dialogTitle }).waitFor();
    expect(await findFaults(page, TWO_VIEWS)).toEqual([]);
    await page.keyboard.press('Escape');
    await page.getByRole('dialog').waitFor({ state: 'detached' });
    expect(await page.evaluate(() => document.activeElement?.textContent?.trim())).toBe(
      button.split(' ')[0] === 'Edit' ? 'Edit' : button.startsWith('Delete') ? 'Delete' : button,
    );
  });

  test.for(['Edit', 'Rotate', 'Revoke'])('with the dialog to %s a key open', async (action) => {
    const { page } = filled;
    await openPage(page, 'API keys');
    await page.getByRole('button', { name: 'Actions for tests' }).click();
    await page.getByRole('menuitem', { name: action }).click();
    await page.getByRole('dialog').waitFor();
    expect(await findFaults(page)).toEqual([]);
    await page.keyboard.press('Escape');
    await page.getByRole('dialog').waitFor({ state: 'detached' });
  });

  test('with a new key shown, which neither Escape nor a press outside takes away', async () => {
    const { page } = filled;
    await page.goto('/keys?dialog=create');
    await page.getByRole('dialog').getByLabel('Name').fill('shown once');
    await page.getByRole('dialog').getByRole('button', { name: 'Create key' }).click();
    const key = page.getByTestId('api-key');
    await key.waitFor();
    expect(await findFaults(page)).toEqual([]);
    await page.keyboard.press('Escape');
    await page.mouse.click(5, 5);
    expect(await key.isVisible()).toBe(true);
    await page.getByRole('button', { name: 'I have stored the key' }).click();
    await page.getByRole('dialog').waitFor({ state: 'detached' });
  });

  test('with the command palette open, asked and unasked', async () => {
    const { page } = filled;
    await openPage(page, 'API keys');
    await page.keyboard.press('Control+k');
    await page.getByRole('option').first().waitFor();
    expect(await findFaults(page, TWO_VIEWS)).toEqual([]);
    await page.keyboard.type('smart');
    await page.getByRole('group', { name: 'Found' }).waitFor();
    expect(await findFaults(page, TWO_VIEWS)).toEqual([]);
    await page.keyboard.type(' and nothing');
    await page.getByText('Nothing is called').waitFor();
    expect(await findFaults(page, TWO_VIEWS)).toEqual([]);
    await page.keyboard.press('Escape');
    await page.getByRole('dialog').waitFor({ state: 'detached' });
  });

  test('with the sheet of shortcuts open', async () => {
    const { page } = filled;
    await page.keyboard.press('?');
    await page.getByRole('dialog', { name: 'Keyboard shortcuts' }).waitFor();
    expect(await findFaults(page)).toEqual([]);
    await page.keyboard.press('Escape');
    await page.getByRole('dialog').waitFor({ state: 'detached' });
  });

  test.for(['/requests', '/costs'])('with the time range of %s open, and a wrong one refused', async (path) => {
    const { page } = filled;
    await page.goto(path);
    await page.getByRole('button', { name: /^Time range/ }).click();
    await page.getByRole('textbox', { name: 'Range in words' }).fill('next year');
    await page.keyboard.press('Enter');
    await page.getByText('That is no range.').waitFor();
    expect(await findFaults(page)).toEqual([]);
    await page.getByRole('textbox', { name: 'Range in words' }).fill('last 3 weeks');
    await page.keyboard.press('Enter');
    await page.getByRole('button', { name: /^Time range: Last 3 weeks/ }).waitFor();
    expect(new URL(page.url()).searchParams.get('range')).toBe('3w');
  });

  test('on Models & prices as a whole', async () => {
    const { page } = filled;
    await page.setViewportSize({ width: 1280, height: 800 });
    await openPage(page, 'Models & prices');
    await settle(page);
    expect(await findFaults(page, TWO_VIEWS)).toEqual([]);
  });

  test.for(['Account:', 'Switch project:', 'Actions for tests'])('with the menu “%s” open', async (name) => {
    const { page } = filled;
    await openPage(page, 'API keys');
    await page.getByRole('button', { name }).click();
    await page.getByRole('menu').waitFor();
    expect(await findFaults(page, EVERY_VIEW.slice(2))).toEqual([]);
    await page.keyboard.press('Escape');
    await page.getByRole('menu').waitFor({ state: 'detached' });
  });

  test('with the navigation of a narrow page open', async () => {
    const { page } = filled;
    await page.setViewportSize({ width: 375, height: 800 });
    await page.getByRole('button', { name: 'Open navigation' }).click();
    await page.getByRole('dialog').getByRole('link', { name: 'Costs' }).waitFor();
    expect(await findFaults(page, EVERY_VIEW.slice(0, 2))).toEqual([]);
    await page.getByRole('dialog').getByRole('link', { name: 'Costs' }).click();
    await page.getByRole('heading', { level: 1, name: 'Costs' }).waitFor();
    await page.getByRole('dialog').waitFor({ state: 'detached' });
    await page.setViewportSize({ width: 1280, height: 800 });
  });
});

test.for([320, 2560])('no page is wider than a window of %i pixels', async (width) => {
  const tooWide: string[] = [];
  for (const { path, title } of PAGES) {
    for (const { page } of [empty, filled]) {
      await page.setViewportSize({ width, height: 900 });
      await page.goto(path);
      await page.getByRole('heading', { level: 1, name: title }).waitFor();
      await settle(page);
      const overflow = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
      if (overflow > 0) tooWide.push(`${path} by ${overflow}`);
    }
  }
  expect(tooWide).toEqual([]);
});

describe('with the keyboard alone', () => {
  type Focus = { name: string; isVisible: boolean };

  /** What has the focus, and whether one can see that it has. */
  function readFocus(page: Page): Promise<Focus> {
    return page.evaluate(() => {
      const element = document.activeElement;
      if (element === null || element === document.body) return { name: '', isVisible: true };
      const { outlineStyle, outlineWidth } = getComputedStyle(element);
      const { width, height } = element.getBoundingClientRect();
      return {
        name: element.getAttribute('aria-label') ?? element.textContent?.trim() ?? '',
        isVisible: outlineStyle !== 'none' && Number.parseFloat(outlineWidth) > 0 && width > 0 && height > 0,
      };
    });
  }

  async function tabTo(page: Page, name: string): Promise<void> {
    const passed: string[] = [];
    for (let presses = 0; presses < 60; presses++) {
      await page.keyboard.press('Tab');
      const focus = await readFocus(page);
      expect(focus).toEqual({ name: focus.name, isVisible: true });
      if (focus.name === name) return;
      passed.push(focus.name);
    }
    throw new Error(`Tab never reached ${name}: ${passed.join(', ')}`);
  }

  test('the first stop is the link over the navigation, and it leads into the page', async () => {
    const { page } = filled;
    await page.goto('/requests');
    await requestRows(page).first().waitFor();
    await page.keyboard.press('Tab');
    expect(await readFocus(page)).toEqual({ name: 'Skip to content', isVisible: true });
    await page.keyboard.press('Enter');
    await page.waitForFunction(() => document.activeElement?.id === 'content');
    await page.keyboard.press('Tab');
    expect(await page.evaluate(() => document.activeElement?.closest('main') !== null)).toBe(true);
  });

  test('every page is reached through the navigation, and every stop on the way shows its focus', async () => {
    const { page } = filled;
    for (const { title } of PAGES) {
      await tabTo(page, title).catch(async () => {
        // The order goes around: from the page's end back to its beginning.
        await page.evaluate(() => (document.activeElement as HTMLElement | null)?.blur());
        await tabTo(page, title);
      });
      await page.keyboard.press('Enter');
      await page.getByRole('heading', { level: 1, name: title }).waitFor();
      expect(await page.title()).toBe(`${title} · Tollgate`);
    }
  });

  test('a request opens with Enter, Escape closes its drawer, and the focus is back in its row', async () => {
    const { page } = filled;
    await openPage(page, 'Requests');
    const button = requestRows(page).first().getByRole('button');
    await button.focus();
    await page.keyboard.press('Enter');
    await page.getByRole('dialog', { name: 'Request' }).waitFor();
    await page.keyboard.press('Escape');
    await page.getByRole('dialog').waitFor({ state: 'detached' });
    expect(await button.evaluate((element) => element === document.activeElement)).toBe(true);
  });
});

test('nothing was refused or thrown on the way', () => {
  expect([...empty.problems, ...filled.problems]).toEqual([]);
});
