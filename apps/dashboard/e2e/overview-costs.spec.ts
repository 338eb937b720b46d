import { readFileSync } from 'node:fs';
import { createApiKey } from '@tollgate/services/api-key/create-api-key';
import { createProject } from '@tollgate/services/project/create-project';
import { saveRoute } from '@tollgate/services/route/save-route';
import { launchBrowser } from '@tollgate/testing/browser';
import { waitFor } from '@tollgate/testing/wait-for';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { connectServices, fillSignIn, makeMember, makeOwner, signIn, type Owner } from './steps/account.ts';
import { ask, outcomeOf } from './steps/ask.ts';
import { openPage } from './steps/pages.ts';
import { visit, type Browser, type Locator, type Page, type Visitor } from './steps/visit.ts';

const services = connectServices();
let browser: Browser;
let visitor: Visitor;
let page: Page;
let owner: Owner;

/** Four requests of two projects: one plain, one rescued, one that failed, one under a name that a spreadsheet would run. */
beforeAll(async () => {
  browser = await launchBrowser();
  owner = await makeOwner(services, 'Looms');
  const { context, projectId } = owner;
  const { key } = await createApiKey(context, { projectId, name: 'weaving', budgetUsd: '5' });
  await createApiKey(context, { projectId, name: 'spent at once', budgetUsd: '0.01', budgetPer: 'day' });
  const second = await createProject(context, { name: 'Punch cards' });
  const other = await createApiKey(context, { projectId: second.id, name: 'cards' });
  await saveRoute(context, {
    projectId,
    name: 'steady',
    targets: [
      { credential: 'sim', model: 'server-error' },
      { credential: 'sim', model: 'echo' },
    ],
  });
  await ask(key, 'sim/echo', 'Hello', { 'x-tollgate-user': 'ann', 'x-tollgate-tags': 'one,two' });
  await ask(key, 'steady', 'Hello again');
  await outcomeOf(key, 'sim/server-error');
  await ask(other.key, 'sim/fixed', 'Hello', { 'x-tollgate-user': '=HYPERLINK("https://example.test")' });
  visitor = await visit(browser);
  page = visitor.page;
  await signIn(page, owner);
});
afterAll(async () => {
  await browser?.close();
  await services.close();
});

/** The value in the tile of the overview. */
async function figure(name: string): Promise<string> {
  return (
    await page
      .getByRole('button', { name: new RegExp(`^${name}`) })
      .locator('span')
      .nth(1)
      .innerText()
  ).trim();
}

async function overviewWithAll(): Promise<void> {
  await openPage(page, 'Overview');
  await waitFor(
    'the four requests',
    async () => {
      if ((await figure('Requests').catch(() => '')) === '4') return true;
      await page.reload();
      await page.getByRole('list', { name: 'Figures' }).or(page.getByText('Nothing was asked')).first().waitFor();
      return false;
    },
    { timeoutMs: 20_000, everyMs: 300 },
  );
}

describe('the overview', () => {
  test('is where people land, and finance lands on the costs', async () => {
    const finance = await visit(browser);
    // Their own organisation, whose owner they are, comes first: they are members of one only once it is gone.
    const person = await makeMember(services, owner, 'finance');
    await services.database.prisma.membership.deleteMany({ where: { role: 'owner', user: { email: person.email } } });
    await fillSignIn(finance.page, person);
    await finance.page.waitForURL(/\/costs/);
    await finance.page.getByRole('heading', { level: 1, name: 'Costs' }).waitFor();
    await finance.close();
    await page.goto('/');
    await page.waitForURL(/\/overview/);
    expect(finance.problems).toEqual([]);
  });

  test('says without a click whether anything is wrong: figures, providers, rescued requests, budgets, changes', async () => {
    await overviewWithAll();
    expect([await figure('Requests'), await figure('Success rate'), await figure('Rescued requests')]).toEqual(['4', '75 %', '1']);
    expect(await figure('p95 latency')).toMatch(/^\d+(\.\d+)? m?s$/);
    const provider = page.getByRole('region', { name: 'Providers' }).getByRole('listitem').filter({ hasText: 'sim' });
    await provider.getByText(/^Provider error/).waitFor();
    expect(await provider.innerText()).toMatch(/Failing[\s\S]*median/);
    const rescued = page.getByRole('region', { name: 'Rescued requests' });
    expect(await rescued.innerText()).toMatch(/1 request was answered[\s\S]*sim\/server-error provider error[\s\S]*sim\/echo answered in/);
    const budgets = page.getByRole('region', { name: 'Budgets' });
    expect(await budgets.getByRole('meter').count()).toBe(2);
    const changes = page.getByRole('region', { name: 'What changed' });
    expect(await changes.innerText()).toContain('made the route steady');
    const projects = await page.getByRole('region', { name: 'By project' }).getByRole('listitem').allInnerTexts();
    expect(projects.map((text) => text.split('\n')[0]).toSorted()).toEqual(['Default', 'Punch cards']);
  });

  test('leads from a spike to its requests in two actions: a drag and a click', async () => {
    await overviewWithAll();
    const bars = page.getByRole('listbox', { name: /^Requests/ });
    const box = (await bars.boundingBox())!;
    await page.mouse.move(box.x + box.width - 60, box.y + 80);
    await page.mouse.down();
    await page.mouse.move(box.x + box.width - 2, box.y + 90, { steps: 4 });
    await page.mouse.up();
    await page.getByRole('status').filter({ hasText: '4 requests, 1 failed' }).waitFor();
    await page.getByRole('link', { name: 'View requests' }).click();
    await page.waitForURL(/\/requests/);
    const { searchParams } = new URL(page.url());
    expect([searchParams.get('range'), searchParams.get('scope')]).toEqual(['custom', 'all']);
    for (const model of ['steady', 'sim/fixed', 'sim/server-error'])
      await page.getByText(model).filter({ visible: true }).first().waitFor();
  });

  test('leads there with the keyboard alone, and a tile chooses what is drawn', async () => {
    await overviewWithAll();
    await page.getByRole('button', { name: /^Success rate/ }).press('Enter');
    const bars = page.getByRole('listbox', { name: /^Failed requests/ });
    await bars.focus();
    await page.keyboard.press('End');
    await page.keyboard.press('Home');
    await page.keyboard.press('Shift+End');
    await page.getByRole('status').filter({ hasText: '4 requests, 1 failed' }).waitFor();
    await page.getByRole('link', { name: 'View requests' }).press('Enter');
    await page.waitForURL(/q=status/);
    await page.getByText('sim/server-error').filter({ visible: true }).first().waitFor();
    // The answered ones are not among them.
    expect(await page.getByText('sim/fixed').count()).toBe(0);
  });

  test('opens a rescued request with one click', async () => {
    await overviewWithAll();
    await page
      .getByRole('region', { name: 'Rescued requests' })
      .getByRole('link', { name: /server-error/ })
      .click();
    const drawer = page.getByRole('dialog', { name: 'Request' });
    await drawer.getByRole('heading', { name: 'Cost' }).waitFor();
    expect(await drawer.innerText()).toContain('steady');
  });

  test('shows a viewer everything but money', async () => {
    const viewer = await visit(browser);
    await signIn(viewer.page, await makeMember(services, owner, 'viewer'));
    await viewer.page.goto(`/overview?org=${owner.organization}`);
    await viewer.page.getByRole('button', { name: /^Requests/ }).waitFor();
    const text = await viewer.page.getByRole('main').innerText();
    expect(text).not.toContain('$');
    expect(text).not.toContain('Budgets');
    expect(viewer.problems).toEqual([]);
    await viewer.close();
  });
});

describe('the costs', () => {
  const table = (label: string): Locator => page.getByRole('region', { name: `Spend by ${label}, as a table` });

  test('say why they moved after two choices: a comparison and a dimension', async () => {
    await openPage(page, 'Costs');
    await page.getByLabel('Compare with').selectOption('previous');
    await page.getByLabel('Group by').selectOption('model');
    await table('model').getByRole('columnheader', { name: 'Change' }).waitFor();
    const row = table('model').getByRole('row').filter({ hasText: 'sim/fixed' });
    expect(await row.innerText()).toContain('new');
    expect(await table('model').locator('tfoot').innerText()).toContain('$0.00');
  });

  test('of the organisation are one row under its name, and the parts add up to it', async () => {
    await page.getByLabel('Group by').selectOption('organization');
    const exact = /^\$([\d.]+) exactly$/;
    const whole = exact.exec((await table('organisation').locator('tbody [title$=" exactly"]').first().getAttribute('title')) ?? '')?.[1];
    expect(await table('organisation').locator('tbody').innerText()).toContain('Looms');
    await page.getByLabel('Group by').selectOption('end_user');
    await table('end user').waitFor();
    const cells = await table('end user').locator('tbody tr td:nth-child(2) [title$=" exactly"]').all();
    const amounts = await Promise.all(
      cells.map(async (cell) => BigInt(Math.round(Number(exact.exec((await cell.getAttribute('title')) ?? '')?.[1]) * 1e12))),
    );
    expect(amounts.reduce((sum, amount) => sum + amount, 0n)).toBe(BigInt(Math.round(Number(whole) * 1e12)));
  });

  test('are exported as they are shown, and no spreadsheet runs what a caller wrote', async () => {
    await page.getByLabel('Group by').selectOption('end_user');
    await table('end user').waitFor();
    const [download] = await Promise.all([page.waitForEvent('download'), page.getByRole('button', { name: 'CSV' }).click()]);
    const text = readFileSync(await download.path(), 'utf8');
    expect(text).toContain(`"'=HYPERLINK(""https://example.test"")"`);
    expect(text).toContain('"compared_cost_usd","change_usd","change_percent"');
    expect(text.trim().split('\r\n')).toHaveLength(1 + (await table('end user').locator('tbody tr').count()));
  });

  test('by tag say that they are not additive, and up to when they are counted', async () => {
    await page.getByLabel('Group by').selectOption('tag');
    await page.getByRole('note').filter({ hasText: 'not additive' }).waitFor();
    expect(await page.getByText(/^Up to date as of \d\d:\d\d /).count()).toBe(1);
  });
});

test('nothing was refused or thrown on the way', () => {
  expect(visitor.problems).toEqual([]);
});
