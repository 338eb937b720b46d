import { createApiKey } from '@tollgate/services/api-key/create-api-key';
import { createCredential } from '@tollgate/services/credential/create-credential';
import { ServiceError } from '@tollgate/services/errors';
import { updateProject } from '@tollgate/services/project/update-project';
import { saveRoute } from '@tollgate/services/route/save-route';
import { getRequestContent } from '@tollgate/services/request-log/get-request-content';
import { markupAttacks } from '@tollgate/testing/attack-corpus';
import { launchBrowser } from '@tollgate/testing/browser';
import { waitFor } from '@tollgate/testing/wait-for';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { connectServices, makeKey, makeOwner, signIn, type Owner } from './steps/account.ts';
import { openaiClient } from './steps/ask.ts';
import { asHeader, asName } from './steps/hostile-strings.ts';
import { openPage, PAGES, requestDrawer, requestRows } from './steps/pages.ts';
import { visit, type Browser, type Page, type Visitor } from './steps/visit.ts';

const STRINGS = markupAttacks();
const MARKUP = '<img src=x onerror=globalThis.hasRun=1>';
const LONG = 'W'.repeat(100);

const services = connectServices();
let browser: Browser;
let visitor: Visitor;
let page: Page;
let owner: Owner;
let requestIds: string[];

/** Sends one text everywhere that the proxy takes text from callers; answers the request's id. */
async function sendEverywhere(key: string, text: string): Promise<string> {
  const header = asHeader(text);
  const headers = {
    'x-tollgate-user': header,
    'x-tollgate-tags': header.replaceAll(',', ' ').slice(0, 64),
    'x-tollgate-session': header,
    'x-tollgate-metadata': JSON.stringify({ [header.slice(0, 64) || 'empty']: header }),
    'user-agent': header,
  };
  const { response } = await openaiClient(key)
    .chat.completions.create({ model: 'sim/echo', messages: [{ role: 'user', content: text }] }, { headers })
    .withResponse();
  // As a model it is refused, and shown as the requested model all the same.
  await openaiClient(key)
    .chat.completions.create({ model: text.slice(0, 256), messages: [{ role: 'user', content: text }] })
    .catch(() => undefined);
  return response.headers.get('x-request-id') ?? '';
}

beforeAll(async () => {
  browser = await launchBrowser();
  visitor = await visit(browser);
  page = visitor.page;
  owner = await makeOwner(services, MARKUP, MARKUP);
  const { context, projectId } = owner;
  await updateProject(context, { projectId, name: MARKUP, contentKeep: 'full' });
  for (const name of new Set([...STRINGS.map(asName), LONG])) await createApiKey(context, { projectId, name });
  const credential = { provider: 'openai-compatible', baseUrl: 'http://127.0.0.1:9/v1', secret: 'sk-test' };
  for (const name of new Set(STRINGS.map((text) => asName(text).slice(0, 64)))) {
    // A name with a slash could not be told from the model after it.
    await createCredential(context, { ...credential, name }).catch((error: unknown) => {
      if (!(error instanceof ServiceError && error.code === 'invalid')) throw error;
    });
  }
  for (const name of new Set([...STRINGS.map(asName), LONG])) {
    await saveRoute(context, { projectId, name, targets: [{ credential: 'sim', model: 'echo' }] });
  }
  const key = await makeKey(owner, { name: MARKUP });
  requestIds = [];
  for (const text of [...STRINGS, 'W'.repeat(256)]) requestIds.push(await sendEverywhere(key, text));
  await waitFor('the last content', () => getRequestContent(context, { requestId: requestIds.at(-1) ?? '' }), { timeoutMs: 20_000 });
  await signIn(page, owner);
});
afterAll(async () => {
  await browser?.close();
  await services.close();
});

/** Elements and attributes that none of our pages has, and that markup from a text would have brought. */
function findInjected(): Promise<string[]> {
  return page.evaluate(() => {
    const found: string[] = [];
    for (const element of document.querySelectorAll('*')) {
      for (const { name, value } of element.attributes) {
        if (name.startsWith('on') || (/^(href|src|action)$/.test(name) && /^\s*(javascript|vbscript):/i.test(value)))
          found.push(`${element.tagName} ${name}`);
      }
    }
    for (const tag of ['iframe', 'mglyph', 'object', 'embed']) if (document.querySelector(tag)) found.push(tag);
    if ('hasRun' in globalThis) found.push('the canary ran');
    return found;
  });
}

/** Charts follow the width of the window a moment later. */
async function fitsItsWindow(): Promise<void> {
  await waitFor('the page to fit', () =>
    page.evaluate(() => document.documentElement.scrollWidth === document.documentElement.clientWidth),
  );
}

test.for(PAGES)('$title shows hostile names as the text that they are, at any width', async ({ title, path }) => {
  await page.setViewportSize({ width: 1280, height: 800 });
  await page.goto(path);
  await page.getByRole('heading', { level: 1, name: title }).waitFor();
  await page.locator('main [aria-busy="true"], main .animate-skeleton').first().waitFor({ state: 'detached' });
  expect(await page.locator('body').innerText()).toContain(MARKUP);
  expect(await findInjected()).toEqual([]);
  await fitsItsWindow();
  await page.setViewportSize({ width: 375, height: 800 });
  await fitsItsWindow();
  await page.setViewportSize({ width: 1280, height: 800 });
});

test('the drawer shows what callers wrote as text, in every field', async () => {
  for (const requestId of requestIds) {
    await page.goto(`/requests?request=${requestId}`);
    const drawer = await requestDrawer(page);
    await drawer.getByRole('button', { name: 'Show prompt and answer' }).click();
    await drawer.getByRole('region', { name: 'Text of answer' }).waitFor();
    expect(await findInjected()).toEqual([]);
    expect(await drawer.evaluate((element) => element.scrollWidth - element.clientWidth)).toBe(0);
  }
  await page.setViewportSize({ width: 375, height: 800 });
  await fitsItsWindow();
  await page.setViewportSize({ width: 1280, height: 800 });
});

test('Costs by every dimension that callers name shows text', async () => {
  await page.keyboard.press('Escape');
  await openPage(page, 'Costs');
  for (const [value, label] of [
    ['end_user', 'end user'],
    ['tag', 'tag'],
    ['key', 'key'],
    ['model', 'model'],
    ['route', 'route'],
  ] as const) {
    await page.getByLabel('Group by').selectOption(value);
    await page
      .getByRole('region', { name: `Spend by ${label}, as a table` })
      .locator('tbody tr')
      .first()
      .waitFor();
    expect(await findInjected()).toEqual([]);
    await fitsItsWindow();
  }
});

test('dialogs that repeat a hostile name show it as text', async () => {
  await openPage(page, 'API keys');
  await page
    .getByRole('button', { name: `Actions for ${MARKUP}`, exact: true })
    .first()
    .click();
  await page.getByRole('menuitem', { name: 'Revoke' }).click();
  await page.getByRole('dialog', { name: `Revoke “${MARKUP}”` }).waitFor();
  expect(await findInjected()).toEqual([]);
  await page.keyboard.press('Escape');
});

test('users, their drawers and their sessions show text', async () => {
  const texts = [...new Set(STRINGS.map(asHeader))].filter((text) => text.trim() !== '');
  for (const path of ['/users?user=', '/sessions?session=']) {
    for (const text of texts) {
      await page.goto(`${path}${encodeURIComponent(text)}`);
      await page.getByRole('heading', { level: 1 }).waitFor();
      await page.locator('main [aria-busy="true"], main .animate-skeleton').first().waitFor({ state: 'detached' });
      expect(await findInjected()).toEqual([]);
      await fitsItsWindow();
    }
  }
});

test('a filter that is an attack is shown as text, with what is wrong with it', async () => {
  for (const text of [...STRINGS, `user:"${MARKUP}"`, `tag:${MARKUP}`, '"'.repeat(500), `${'('.repeat(500)}status:5xx`]) {
    await page.goto(`/requests?q=${encodeURIComponent(text)}`);
    await page.getByRole('heading', { level: 1, name: 'Requests' }).waitFor();
    expect(await findInjected()).toEqual([]);
    await fitsItsWindow();
  }
});

test('a text in the address of a page is text', async () => {
  for (const query of ['?org=', '?search=', '?model=', '?id=', '?zone=', '?from=']) {
    await page.goto(`/requests${query}${encodeURIComponent(MARKUP)}`);
    await page.getByRole('heading', { level: 1, name: 'Requests' }).waitFor();
    expect(await findInjected()).toEqual([]);
  }
  await page.goto('/requests');
  await requestRows(page).first().waitFor();
});

test('nothing ran, nothing was refused by the content policy, and nothing was loaded from elsewhere', () => {
  expect(visitor.problems).toEqual([]);
});
