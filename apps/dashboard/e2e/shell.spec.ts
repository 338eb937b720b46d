import { launchBrowser } from '@tollgate/testing/browser';
import { waitFor } from '@tollgate/testing/wait-for';
import { createCredential } from '@tollgate/services/credential/create-credential';
import { saveRoute } from '@tollgate/services/route/save-route';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { connectServices, makeKey, makeMember, makeOwner, signIn, type Owner } from './steps/account.ts';
import { askOnce } from './steps/ask.ts';
import { requestRows } from './steps/pages.ts';
import { visit, type Browser, type Locator, type Page, type Visitor } from './steps/visit.ts';

const services = connectServices();
let browser: Browser;
let visitor: Visitor;
let page: Page;
let owner: Owner;
let requestId: string;
let routeId: string;

beforeAll(async () => {
  browser = await launchBrowser();
  owner = await makeOwner(services);
  const key = await makeKey(owner, { name: 'nightly batch' });
  await createCredential(owner.context, { name: 'own-openai', provider: 'openai', secret: 'sk-of-the-test' });
  const route = await saveRoute(owner.context, {
    projectId: owner.projectId,
    name: 'smart',
    targets: [{ credential: 'sim', model: 'echo' }],
  });
  routeId = route.id;
  ({ requestId } = await askOnce(key, 'smart', 'Good evening'));
  visitor = await visit(browser);
  page = visitor.page;
  await signIn(page, owner);
  await requestRows(page).first().waitFor();
});
afterAll(async () => {
  await browser?.close();
  await services.close();
});
beforeEach(async () => {
  await page.goto('/keys');
  await page.getByRole('button', { name: 'Actions for nightly batch' }).waitFor();
});

async function openPalette(on: Page = page): Promise<Locator> {
  await on.keyboard.press('Control+k');
  const palette = on.getByRole('dialog', { name: 'Command palette' });
  await palette.getByRole('combobox').waitFor();
  return palette;
}

describe('the command palette', () => {
  test('a pasted request id leads to its request, with the keyboard alone', async () => {
    const palette = await openPalette();
    await page.keyboard.insertText(requestId);
    await palette.getByRole('option', { name: requestId }).waitFor();
    await page.keyboard.press('Enter');
    await page.getByRole('dialog', { name: 'Request' }).getByRole('heading', { name: 'Cost' }).waitFor();
    expect(new URL(page.url()).searchParams.get('request')).toBe(requestId);
  });

  test.for([
    ['nightly', 'nightly batch', '/keys'],
    ['own-op', 'own-openai', '/providers'],
    ['smart', 'smart', '/routes'],
  ] as const)('“%s” finds what bears the name and brings it into view', async ([typed, name, path]) => {
    const palette = await openPalette();
    await page.keyboard.type(typed);
    await palette
      .getByRole('option', { name: new RegExp(`^${name}`) })
      .first()
      .click();
    await page.waitForURL((url) => url.pathname === path);
    const arrived = page.locator('main [aria-current="true"]');
    await arrived.waitFor();
    expect(await arrived.innerText()).toContain(name);
  });

  test('pages come by name and by other words, settings by what they are about', async () => {
    for (const [typed, path] of [
      ['costs', '/costs'],
      ['spend mon', '/costs'],
      ['retention', '/settings'],
    ] as const) {
      const palette = await openPalette();
      await page.keyboard.type(typed);
      await palette.getByRole('option').first().waitFor();
      await page.keyboard.press('Enter');
      await page.waitForURL((url) => url.pathname === path);
    }
    const palette = await openPalette();
    const recent = palette.getByRole('group', { name: 'Recent' }).getByRole('option');
    await recent.first().waitFor();
    expect((await recent.allInnerTexts()).slice(0, 2)).toEqual([
      expect.stringMatching(/^Project settings/),
      expect.stringMatching(/^Costs/),
    ]);
    await page.keyboard.press('Escape');
    await palette.waitFor({ state: 'detached' });
  });

  test('an action does it: the dialog for a new key, the theme', async () => {
    await openPalette();
    await page.keyboard.type('create key');
    await page.keyboard.press('Enter');
    await page.getByRole('dialog', { name: 'Create an API key' }).waitFor();
    await page.keyboard.press('Escape');
    await page.getByRole('dialog').waitFor({ state: 'detached' });
    for (const theme of ['dark', 'light']) {
      await openPalette();
      await page.keyboard.type(`${theme} theme`);
      await page.keyboard.press('Enter');
      await page.locator(`html.${theme}`).waitFor();
      expect(await page.evaluate(() => getComputedStyle(document.documentElement).colorScheme)).toBe(theme);
    }
  });

  test('finds nothing of another organisation, not even by id', async () => {
    const stranger = await visit(browser);
    await signIn(stranger.page, await makeOwner(services, 'Elsewhere'));
    for (const text of [requestId, routeId, 'nightly']) {
      const palette = await openPalette(stranger.page);
      await stranger.page.keyboard.insertText(text);
      await palette.getByText('nothing has this id').waitFor();
      expect(await palette.getByRole('option').count()).toBe(0);
      await stranger.page.keyboard.press('Escape');
      await palette.waitFor({ state: 'detached' });
    }
    await stranger.close();
  });

  test('offers a viewer no page, action or object that the role does not have', async () => {
    const viewer = await visit(browser);
    await signIn(viewer.page, await makeMember(services, owner, 'viewer'));
    await viewer.page.goto(`/requests?org=${owner.organization}`);
    await requestRows(viewer.page).first().waitFor();
    const palette = await openPalette(viewer.page);
    expect(await palette.getByRole('option', { name: /Costs|API keys|Create key|Add credential/ }).count()).toBe(0);
    await viewer.page.keyboard.insertText('nightly');
    await palette.getByText('Nothing is called “nightly”').waitFor();
    await viewer.close();
  });
});

describe('keyboard shortcuts', () => {
  test('g and a letter lead to a page, and the sheet names every one that does', async () => {
    await page.keyboard.press('?');
    const sheet = page.getByRole('dialog', { name: 'Keyboard shortcuts' });
    await sheet.waitFor();
    expect(await sheet.getByRole('region', { name: 'Go to' }).locator('dt').allInnerTexts()).toEqual(
      expect.arrayContaining(['Requests', 'Costs', 'Routes', 'Providers', 'Models & prices', 'API keys']),
    );
    await page.keyboard.press('Escape');
    await sheet.waitFor({ state: 'detached' });
    await page.keyboard.press('g');
    await page.keyboard.press('c');
    await page.waitForURL(/\/costs/);
  });

  test('/ goes to the search of the page, where keys are letters', async () => {
    await page.goto('/models');
    const field = page.getByRole('searchbox', { name: 'Search models' });
    await field.waitFor();
    await page.keyboard.press('/');
    await waitFor('the field to have the focus', () => field.evaluate((element) => element === document.activeElement));
    await page.keyboard.type('g?c');
    expect(await field.inputValue()).toBe('g?c');
    expect(new URL(page.url()).pathname).toBe('/models');
    expect(await page.getByRole('dialog').count()).toBe(0);
  });

  test('a dialog that asks for an answer keeps its keys to itself', async () => {
    await page.getByRole('button', { name: 'Create key' }).first().click();
    const dialog = page.getByRole('dialog', { name: 'Create an API key' });
    await dialog.getByRole('button', { name: 'Close' }).focus();
    await page.keyboard.press('g');
    await page.keyboard.press('c');
    expect(new URL(page.url()).pathname).toBe('/keys');
    await page.keyboard.press('Escape');
    await dialog.waitFor({ state: 'detached' });
  });

  test('turned off, single keys do nothing, here and after the next sign-in, while Ctrl+K goes on', async () => {
    await page.keyboard.press('?');
    const saved = page.waitForResponse((response) => response.url().includes('account.updatePreferences') && response.ok());
    await page.getByRole('checkbox', { name: /Single-key shortcuts/ }).click();
    await saved;
    await page.keyboard.press('Escape');
    await page.getByRole('dialog').waitFor({ state: 'detached' });
    await page.keyboard.press('?');
    const palette = await openPalette();
    expect(await page.getByRole('dialog', { name: 'Keyboard shortcuts' }).count()).toBe(0);
    await page.keyboard.press('Escape');
    await palette.waitFor({ state: 'detached' });

    const later = await visit(browser);
    const known = later.page.waitForResponse((response) => response.url().includes('account.get') && response.ok());
    await signIn(later.page, owner);
    await known;
    await later.page.keyboard.press('?');
    const again = await openPalette(later.page);
    expect(await later.page.getByRole('dialog', { name: 'Keyboard shortcuts' }).count()).toBe(0);
    await later.page.keyboard.type('keyboard shortcuts');
    await again.getByRole('option').first().click();
    await later.page.getByRole('checkbox', { name: /Single-key shortcuts/ }).click();
    await later.close();
  });
});

test('without a network the page says so, until it is back', async () => {
  await page.context().setOffline(true);
  await page.getByText('You are offline.').waitFor();
  await page.context().setOffline(false);
  await page.getByText('You are offline.').waitFor({ state: 'detached' });
  expect(await page.getByRole('button', { name: 'Actions for nightly batch' }).isVisible()).toBe(true);
});

test('a change that was published can be taken back from its confirmation', async () => {
  await page.goto('/routes');
  await page.getByRole('button', { name: 'Edit smart' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByLabel('Model').first().fill('slow');
  await dialog.getByRole('button', { name: 'Publish' }).click();
  const row = page.getByRole('row').filter({ hasText: 'smart' });
  await row.getByText('sim/slow').waitFor();
  await page.getByRole('region', { name: 'Notifications' }).getByRole('button', { name: 'Undo' }).click();
  await row.getByText('sim/echo').waitFor();
  await page.getByText('The former targets are back, as version 3.').waitFor();
  expect(await row.innerText()).not.toContain('sim/slow');
});

test('nothing was refused or thrown on the way', () => {
  expect(visitor.problems).toEqual([]);
});
