import { getRequestContent } from '@tollgate/services/request-log/get-request-content';
import { launchBrowser } from '@tollgate/testing/browser';
import { waitFor } from '@tollgate/testing/wait-for';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { connectServices, makeKey, makeMember, makeOwner, signIn, type Owner } from './steps/account.ts';
import { askOnce, outcomeOf, type Reply } from './steps/ask.ts';
import { exactCost } from './steps/exact-amount.ts';
import { openPage, requestDrawer, requestRows } from './steps/pages.ts';
import { visit, type Browser, type Locator, type Page, type Visitor } from './steps/visit.ts';

const services = connectServices();
let browser: Browser;
let visitor: Visitor;
let page: Page;
let owner: Owner;
let key: string;
/** Its budget is spent, so that it tells which refusal the proxy knows. */
let spentKey: string;
beforeAll(async () => {
  browser = await launchBrowser();
  visitor = await visit(browser);
  page = visitor.page;
  owner = await makeOwner(services);
  key = await makeKey(owner);
  spentKey = await makeKey(owner, { name: 'spent', budgetUsd: '0.001' });
  await outcomeOf(spentKey, 'sim/usage:prompt=1000,completion=10');
  await signIn(page, owner);
});
afterAll(async () => {
  await browser?.close();
  await services.close();
});

/** Saves both settings and waits until the proxy follows: they travel in one document. */
async function saveSettings(keep: 'none' | 'metadata' | 'full', budgetStatus: 402 | 429): Promise<void> {
  await openPage(page, 'Project settings');
  await page.getByLabel('What is kept of a request').selectOption(keep);
  await page.getByLabel('Status of a request over budget').selectOption(String(budgetStatus));
  await page.getByRole('button', { name: 'Save' }).click();
  await waitFor(`the proxy to answer ${budgetStatus}`, async () => (await outcomeOf(spentKey)).status === budgetStatus, {
    timeoutMs: 5_000,
  });
}

async function openDrawer({ requestId }: Reply): Promise<Locator> {
  await page.goto(`/requests?request=${requestId}`);
  return requestDrawer(page);
}

test('prompts and answers are kept, and shown, exactly while the project keeps them; a spent budget is refused as it says', async () => {
  expect(await outcomeOf(spentKey)).toEqual({ status: 429, code: 'budget_exceeded' });
  await saveSettings('none', 402);
  const unkept = await askOnce(key, 'sim/echo', 'leave no trace');
  await saveSettings('full', 429);
  const kept = await askOnce(key, 'sim/echo', 'remember the milk');
  // Contents arrive in order: what was not kept would be here by then.
  await waitFor('the content to be stored', () => getRequestContent(owner.context, { requestId: kept.requestId }));

  const drawer = await openDrawer(kept);
  await drawer.getByRole('button', { name: 'Show prompt and answer' }).click();
  expect(await drawer.getByRole('region', { name: 'Text of user' }).innerText()).toBe('remember the milk');
  expect(await drawer.getByRole('region', { name: 'Text of answer' }).innerText()).toBe('remember the milk');

  const bare = await openDrawer(unkept);
  await bare.getByRole('button', { name: 'Show prompt and answer' }).click();
  await bare.getByText(/^None is kept/).waitFor();
  expect(await page.content()).not.toContain('leave no trace');
});

test('a price of one’s own changes the cost of the next request, to the last digit', async () => {
  const before = await askOnce(key, 'sim/echo', 'What do I cost?');
  expect(before.costUsd).toBe(exactCost(before));
  await openPage(page, 'Models & prices');
  await page.getByRole('button', { name: 'Set a price' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByLabel('Provider').fill('sim');
  await dialog.getByLabel('Model').fill('echo');
  await dialog.getByLabel('Input', { exact: true }).fill('3');
  await dialog.getByLabel('Output', { exact: true }).fill('7');
  await dialog.getByRole('button', { name: 'Save price' }).click();
  await page
    .getByRole('region', { name: 'Prices of your own' })
    .getByRole('row', { name: /sim\/echo/ })
    .waitFor();
  const own = { input: 3, output: 7 };
  const after = await waitFor(
    'the price to reach the proxy',
    async () => {
      const reply = await askOnce(key, 'sim/echo', 'What do I cost?');
      return reply.costUsd === exactCost(reply, own) ? reply : null;
    },
    { timeoutMs: 5_000 },
  );
  await waitFor('the request to be in the ledger', async () => {
    await page.goto(`/requests?request=${after.requestId}`);
    await page
      .getByRole('dialog', { name: 'Request' })
      .getByText(/^(Cost|This request could not be loaded)$/)
      .first()
      .waitFor();
    return (await page.getByRole('row', { name: 'Sum' }).count()) === 1;
  });
  const drawer = await requestDrawer(page);
  expect(await drawer.getByRole('row', { name: 'Sum' }).locator('td').innerText()).toBe(`$${exactCost(after, own)}`);
  await drawer.getByText(/^Price of sim\/echo in force since .*, from organisation\./).waitFor();
});

test('a viewer sees no money and makes no keys; the pages say so where one comes by a link', async () => {
  const viewer = await visit(browser);
  await signIn(viewer.page, await makeMember(services, owner, 'viewer'));
  await viewer.page.goto(`/requests?org=${owner.organization}`);
  await requestRows(viewer.page).first().waitFor();
  expect(await requestRows(viewer.page).locator('[title$=" exactly"]').count()).toBe(0);
  const links = await viewer.page.getByRole('navigation', { name: 'Pages' }).getByRole('link').allInnerTexts();
  expect(links).toEqual(['Overview', 'Requests', 'Users & sessions', 'Routes', 'Models & prices', 'Organisation', 'Project settings']);
  await viewer.page.goto(`/costs?org=${owner.organization}`);
  await viewer.page.getByText('Your role does not include costs').waitFor();
  await viewer.page.goto(`/keys?org=${owner.organization}`);
  await viewer.page.getByRole('heading', { level: 1, name: 'API keys' }).waitFor();
  expect(await viewer.page.getByRole('button', { name: 'Create key' }).count()).toBe(0);
  expect(viewer.problems).toEqual([]);
  await viewer.close();
});

test('finance sees the money and no prompt', async () => {
  const finance = await visit(browser);
  await signIn(finance.page, await makeMember(services, owner, 'finance'));
  await finance.page.goto(`/requests?org=${owner.organization}`);
  await requestRows(finance.page).first().getByRole('button').click();
  const drawer = await requestDrawer(finance.page);
  expect(await drawer.getByRole('row', { name: 'Sum' }).count()).toBe(1);
  expect(await drawer.getByRole('button', { name: 'Show prompt and answer' }).count()).toBe(0);
  await openPage(finance.page, 'Costs');
  await finance.page.getByRole('region', { name: 'Spend by project, as a table' }).waitFor();
  expect(finance.problems).toEqual([]);
  await finance.close();
});

test('nothing was refused or thrown on the way', () => {
  expect(visitor.problems).toEqual([]);
});
