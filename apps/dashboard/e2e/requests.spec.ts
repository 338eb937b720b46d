import { readFileSync } from 'node:fs';
import { newId } from '@tollgate/secrets/new-id';
import { createApiKey } from '@tollgate/services/api-key/create-api-key';
import { ingestUsage } from '@tollgate/services/usage/ingest-usage';
import { findAccessibilityViolations } from '@tollgate/testing/axe';
import { launchBrowser } from '@tollgate/testing/browser';
import { attemptFact, requestFact } from '@tollgate/testing/usage-facts';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { connectServices, makeMember, makeOwner, signIn, type Owner } from './steps/account.ts';
import { requestDrawer, requestRows } from './steps/pages.ts';
import { visit, type Browser, type Locator, type Page, type Visitor } from './steps/visit.ts';

const HOUR_MS = 3_600_000;
const services = connectServices();
let browser: Browser;
let visitor: Visitor;
let page: Page;
let owner: Owner;
let serverKeyId: string;
let batchKeyId: string;
let failedId: string;

type Call = {
  keyId: string;
  status?: number;
  user?: string;
  session?: string;
  agoMs?: number;
  costPico?: string;
  model?: string;
  tags?: string[];
  durationMs?: number;
};

/** Requests as a proxy would have reported them; gives their ids. */
async function record(calls: readonly Call[]): Promise<string[]> {
  const now = services.clock();
  const facts = calls.map((call) => {
    const status = call.status ?? 200;
    const model = call.model ?? 'echo';
    const dimensions = {
      requestId: newId('req', now),
      startedAtMs: now - (call.agoMs ?? 0),
      organizationId: owner.context.organizationId,
      projectId: owner.projectId,
      keyId: call.keyId,
      endUser: call.user ?? null,
      sessionId: call.session ?? null,
      tags: call.tags ?? [],
    };
    const request = requestFact({
      ...dimensions,
      requestedModel: `sim/${model}`,
      model,
      status,
      errorCode: status < 400 ? null : 'upstream_error',
      errorMessage: status < 400 ? null : 'Every target of the route failed.',
      durationMs: call.durationMs ?? 800,
    });
    const attempt = attemptFact({
      ...dimensions,
      attemptId: newId('att', now),
      model,
      outcome: status < 400 ? 'success' : 'server_error',
      upstreamStatus: status,
      errorMessage: status < 400 ? null : 'The provider answered with status 500.',
      costPico: call.costPico ?? '200000000',
    });
    return { request, attempt };
  });
  await ingestUsage(services, {
    proxyId: 'proxy-of-the-test',
    batchId: newId('bat', now),
    requests: facts.map(({ request }) => request),
    attempts: facts.map(({ attempt }) => attempt),
  });
  return facts.map(({ request }) => request.requestId);
}

beforeAll(async () => {
  browser = await launchBrowser();
  owner = await makeOwner(services, 'Observatory');
  const key = async (name: string) => (await createApiKey(owner.context, { projectId: owner.projectId, name })).id;
  serverKeyId = await key('Server');
  batchKeyId = await key('Nightly batch');
  await record([
    ...Array.from({ length: 120 }, (_, index) => ({
      keyId: index % 3 === 0 ? batchKeyId : serverKeyId,
      user: index % 4 === 0 ? 'ann' : 'bob',
      agoMs: HOUR_MS + index * 600_000,
      tags: ['team=a'],
      durationMs: 300 + index * 40,
    })),
    ...Array.from({ length: 30 }, (_, index) => ({
      keyId: serverKeyId,
      user: 'runaway',
      session: 's-42',
      agoMs: 2 * HOUR_MS + index * 30_000,
      costPico: '90000000000',
    })),
    { keyId: serverKeyId, user: 'ann', session: 's-7', agoMs: 5 * HOUR_MS },
    { keyId: serverKeyId, user: '=HYPERLINK("http://evil.test")', agoMs: 30 * 24 * HOUR_MS },
  ]);
  [failedId = ''] = await record([{ keyId: serverKeyId, user: 'ann', status: 502, agoMs: 50 * HOUR_MS }]);
  visitor = await visit(browser);
  page = visitor.page;
  await page.context().grantPermissions(['clipboard-read', 'clipboard-write']);
  await signIn(page, owner);
}, 120_000);
afterAll(async () => {
  await browser?.close();
  await services.close();
});

async function open(path = '/requests'): Promise<void> {
  await page.goto(path);
  await requestRows(page).first().waitFor();
}

const queryBar = (): Locator => page.getByRole('combobox', { name: 'Filter requests or paste a request id' });
const facet = (title: string, value: string): Locator => page.getByRole('checkbox', { name: `${title}: ${value}`, exact: true });
/** Until the rows that were there before a filter have gone. */
async function onlyRowsOf(user: string): Promise<void> {
  await requestRows(page).filter({ hasNotText: user }).first().waitFor({ state: 'detached' });
  await requestRows(page).filter({ hasText: user }).first().waitFor();
}
const live = (): Locator => page.getByRole('switch', { name: 'Live' });

describe('jobs of the Requests page', () => {
  beforeEach(() => open());

  test('why a request failed: paste its id, whenever it was', async () => {
    await queryBar().fill(failedId);
    await page.keyboard.press('Enter');
    const drawer = await requestDrawer(page);
    const note = drawer.getByRole('note').first();
    expect(await note.innerText()).toContain('Every target of the route failed.');
    expect(await note.innerText()).toContain('add a fallback');
    expect(await drawer.getByText('Every target of the route failed.').count()).toBe(1);
    expect(await drawer.getByText('The provider answered with status 500.').count()).toBe(1);
    await page.keyboard.press('Escape');
    await drawer.waitFor({ state: 'hidden' });
  });

  test('live errors of one key are two clicks away, and come in by themselves', async () => {
    await live().waitFor();
    await facet('Key', 'Server').click();
    await page.waitForURL((url) => url.searchParams.get('q') === 'key:Server');
    await queryBar().fill('status:error');
    await page.keyboard.press('Enter');
    await page.waitForURL((url) => url.searchParams.get('q')?.includes('status:error') === true);
    const [other, success, wanted] = [
      ...(await record([{ keyId: batchKeyId, status: 500 }])),
      ...(await record([{ keyId: serverKeyId }])),
      ...(await record([{ keyId: serverKeyId, status: 500 }])),
    ];
    await page.locator(`tr[data-request-id="${wanted}"]`).waitFor();
    for (const id of [other, success]) expect(await page.locator(`tr[data-request-id="${id}"]`).count()).toBe(0);
  });

  test('a link to a request is one key, or one click, away', async () => {
    await requestRows(page).nth(1).click();
    await requestDrawer(page);
    await page.keyboard.press('c');
    await page.getByText('Link copied.').first().waitFor();
    const copied = await page.evaluate(() => navigator.clipboard.readText());
    expect(new URL(copied).searchParams.get('request')).toBe(await requestRows(page).nth(1).getAttribute('data-request-id'));
  });

  test('a request is read by the keyboard alone: filter, walk, open, step, close, and the focus is back in its row', async () => {
    await page.keyboard.press('/');
    await page.keyboard.type('user:ann');
    await page.keyboard.press('Enter');
    await page.waitForURL((url) => url.searchParams.get('q') === 'user:ann');
    await onlyRowsOf('ann');
    await page.evaluate(() => (document.activeElement as HTMLElement).blur());
    await page.keyboard.press('j');
    await page.keyboard.press('j');
    const second = await requestRows(page).nth(1).getAttribute('data-request-id');
    await page.waitForFunction((id) => document.activeElement?.getAttribute('data-opens') === id, second);
    await page.keyboard.press('Enter');
    const drawer = await requestDrawer(page);
    await page.keyboard.press('ArrowDown');
    const third = await requestRows(page).nth(2).getAttribute('data-request-id');
    await page.waitForURL((url) => url.searchParams.get('request') === third);
    await page.keyboard.press('k');
    await page.waitForURL((url) => url.searchParams.get('request') === second);
    await page.keyboard.press('Escape');
    await drawer.waitFor({ state: 'hidden' });
    await page.waitForFunction((id) => document.activeElement?.getAttribute('data-opens') === id, second);
    await page.waitForURL((url) => !url.searchParams.has('request'));
    expect(await page.getByRole('dialog').count()).toBe(0);
  });

  test('rows that come in while somebody points at the list wait under a pill', async () => {
    await live().waitFor();
    await requestRows(page).first().hover();
    const [id] = await record([{ keyId: serverKeyId }, { keyId: serverKeyId }]);
    const pill = page.getByRole('button', { name: '2 new' });
    await pill.waitFor();
    expect(await page.locator(`tr[data-request-id="${id}"]`).count()).toBe(0);
    await pill.click();
    await page.locator(`tr[data-request-id="${id}"]`).waitFor();
  });

  test('L stops and resumes the live tail; what was missed is there again', async () => {
    await live().waitFor();
    await page.keyboard.press('l');
    await page.getByRole('switch', { name: 'Live is off' }).waitFor();
    const [id] = await record([{ keyId: serverKeyId }]);
    expect(await page.locator(`tr[data-request-id="${id}"]`).count()).toBe(0);
    await page.keyboard.press('l');
    await page.locator(`tr[data-request-id="${id}"]`).waitFor();
  });

  test('a condition that cannot be understood is an error that says what is possible, and chips can be taken away', async () => {
    await queryBar().fill('colour:red');
    await page.keyboard.press('Enter');
    await page.getByRole('alert').filter({ hasText: 'There is no field “colour”. Fields: status, id, model' }).waitFor();
    await queryBar().fill('user:ann duration>2s');
    await page.keyboard.press('Enter');
    await page.getByRole('button', { name: 'Remove duration>2s' }).click();
    await page.waitForURL((url) => url.searchParams.get('q') === 'user:ann');
    await onlyRowsOf('ann');
    expect(await page.getByRole('list', { name: 'Conditions' }).getByRole('listitem').allInnerTexts()).toEqual(['user:ann']);
  });

  test('completion offers fields and the values that were seen', async () => {
    await facet('End user', 'ann').waitFor();
    await queryBar().fill('us');
    await page.getByRole('option', { name: /^user:/ }).waitFor();
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Enter');
    await page.getByRole('option', { name: /^runaway/ }).click();
    await page.waitForURL((url) => url.searchParams.get('q') === 'user:runaway');
    expect(await queryBar().inputValue()).toBe('');
  });

  test('the range is narrowed on the chart by a drag, and by the keyboard', async () => {
    const chart = page.getByRole('slider', { name: /Requests over time/ });
    const box = await chart.boundingBox();
    if (!box) throw new Error('The chart is not there');
    await page.mouse.move(box.x + box.width * 0.5, box.y + 20);
    await page.mouse.down();
    await page.mouse.move(box.x + box.width * 0.8, box.y + 20, { steps: 4 });
    await page.mouse.up();
    await page.waitForURL((url) => url.searchParams.get('range') === 'custom');
    const dragged = new URL(page.url()).searchParams.get('from');
    await chart.focus();
    for (const key of ['ArrowLeft', 'Shift+ArrowLeft', 'Shift+ArrowLeft', 'Enter']) await page.keyboard.press(key);
    await page.waitForURL((url) => url.searchParams.get('from') !== dragged);
    const { searchParams } = new URL(page.url());
    expect(String(searchParams.get('from')) < String(searchParams.get('to'))).toBe(true);
  });

  test('columns are chosen, and a view of them is saved, found and deleted', async () => {
    await page.getByRole('button', { name: 'Columns' }).click();
    await page.getByRole('checkbox', { name: 'Tags' }).click();
    await page.keyboard.press('Escape');
    await page.getByRole('columnheader', { name: 'Tags' }).waitFor();
    await page.getByRole('button', { name: 'Views' }).click();
    await page.getByRole('menuitem', { name: 'Save this view…' }).click();
    await page.getByLabel('Name').fill('With tags');
    await page.getByRole('button', { name: 'Save view' }).click();
    await page.getByText('View saved.').waitFor();
    await open();
    await page.getByRole('button', { name: 'Views' }).click();
    await page.getByRole('menuitem', { name: 'With tags' }).click();
    await page.getByRole('columnheader', { name: 'Tags' }).waitFor();
    await page.getByRole('button', { name: 'With tags' }).click();
    await page.getByRole('menuitem', { name: /^Delete/ }).click();
    await page.getByText('View deleted.').waitFor();
    expect(await services.database.prisma.savedView.count({ where: { organizationId: owner.context.organizationId } })).toBe(0);
  });

  test('a view with a column that is gone applies the rest and says so', async () => {
    await open('/requests?columns=status,mood,cost');
    await page.getByText('Columns that this page no longer has were left out: mood.').waitFor();
    expect((await page.getByRole('columnheader').allInnerTexts()).slice(1)).toEqual(['Status', 'Cost']);
  });
});

describe('jobs of Users & sessions', () => {
  test('the runaway user is on top, and their calls are two clicks away, in order', async () => {
    await page.goto('/users');
    await page.getByRole('button', { name: 'runaway' }).waitFor();
    const rows = page.getByRole('region', { name: 'End users', exact: true }).locator('tbody tr');
    expect(await rows.first().innerText()).toContain('runaway');
    await rows.first().click();
    await page.getByRole('link', { name: 's-42' }).click();
    const calls = page.getByRole('list', { name: 'Calls in their order' }).getByRole('listitem');
    await calls.first().waitFor();
    expect(await calls.count()).toBe(30);
    const times = await calls.locator('button[title]').evaluateAll((buttons) => buttons.map((button) => button.textContent));
    expect(times).toEqual(times.toSorted());
  });

  test('last week of one user is exported in three clicks, and holds exactly their requests', async () => {
    await page.goto('/users');
    await page.getByRole('button', { name: 'ann' }).click();
    await page.getByRole('button', { name: 'Export' }).click();
    const [download] = await Promise.all([page.waitForEvent('download'), page.getByRole('menuitem', { name: 'CSV' }).click()]);
    const lines = readFileSync(await download.path(), 'utf8')
      .trim()
      .split('\r\n');
    expect(lines[0]).toContain('"request_id","started_at","status"');
    expect(lines[0]).toContain('"cost_usd"');
    expect(lines.slice(1).every((line) => line.includes('"ann"'))).toBe(true);
    expect(lines).toHaveLength(1 + 30 + 1 + 1);
    await page.getByText('32 rows are ready.').waitFor();
    const audited = await services.database.prisma.auditEvent.findFirst({
      where: { organizationId: owner.context.organizationId, action: 'request.export' },
      orderBy: { createdAt: 'desc' },
    });
    expect(audited?.detail).toMatchObject({ format: 'csv', filter: expect.stringContaining('ann') as unknown });
  });
});

test('what a caller wrote runs in no spreadsheet, and a viewer gets a file without money', async () => {
  const viewer = await visit(browser);
  await signIn(viewer.page, await makeMember(services, owner, 'viewer'));
  await viewer.page.goto(`/requests?org=${owner.organization}&range=90d`);
  await requestRows(viewer.page).first().waitFor();
  await viewer.page.getByRole('button', { name: 'Export' }).click();
  const [download] = await Promise.all([viewer.page.waitForEvent('download'), viewer.page.getByRole('menuitem', { name: 'CSV' }).click()]);
  const text = readFileSync(await download.path(), 'utf8');
  expect(text).not.toContain('cost_usd');
  expect(text).toContain(`"'=HYPERLINK(""http://evil.test"")"`);
  expect(viewer.problems).toEqual([]);
  await viewer.close();
});

describe('axe finds nothing, and nothing sticks out,', () => {
  test.for(['/requests', '/requests?q=user:ann+status:5xx&range=30d', '/users', '/users?user=runaway', '/sessions?session=s-42'])(
    'on %s',
    async (path) => {
      await page.goto(path);
      await page.getByRole('heading', { level: 1 }).waitFor();
      await page.locator('main .animate-skeleton').first().waitFor({ state: 'detached' });
      for (const [width, colorScheme] of [
        [320, 'dark'],
        [1280, 'light'],
        [1280, 'dark'],
      ] as const) {
        await page.setViewportSize({ width, height: 800 });
        await page.emulateMedia({ colorScheme });
        await page.locator(`html.${colorScheme}`).waitFor();
        expect(await findAccessibilityViolations(page)).toEqual([]);
        expect(await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth)).toBe(0);
        if (process.env['SHOTS'])
          await page.screenshot({ path: `${process.env['SHOTS']}/${path.replaceAll(/\W+/g, '-')}-${width}-${colorScheme}.png` });
      }
    },
  );
});

test('nothing was refused or thrown on the way', () => {
  expect(visitor.problems).toEqual([]);
});
