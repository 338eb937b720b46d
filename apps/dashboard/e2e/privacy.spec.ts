import { updateProject } from '@tollgate/services/project/update-project';
import { getRequest } from '@tollgate/services/request-log/get-request';
import { getRequestContent } from '@tollgate/services/request-log/get-request-content';
import { launchBrowser } from '@tollgate/testing/browser';
import { waitFor } from '@tollgate/testing/wait-for';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { connectServices, makeKey, makeOwner, signIn, type Owner } from './steps/account.ts';
import { openaiClient, outcomeOf } from './steps/ask.ts';
import { requestDrawer } from './steps/pages.ts';
import { visit, type Browser } from './steps/visit.ts';

const services = connectServices();
const SAYINGS = {
  'x-tollgate-metadata': '{"ticket":"T-1"}',
  'x-tollgate-session': 'ses-1',
  'x-tollgate-tags': 'night',
  'x-tollgate-user': 'ada',
};
let browser: Browser;
let owner: Owner;
let key: string;
/** Its budget is spent, so that it tells which settings the proxy knows. */
let spentKey: string;
let budgetStatus: 402 | 429 = 429;
beforeAll(async () => {
  browser = await launchBrowser();
  owner = await makeOwner(services);
  key = await makeKey(owner);
  spentKey = await makeKey(owner, { name: 'spent', budgetUsd: '0.001' });
  await outcomeOf(spentKey, 'sim/usage:prompt=1000,completion=10');
});
afterAll(async () => {
  await browser?.close();
  await services.close();
});

/** One request; resolves with its id. */
async function send(headers: Record<string, string>): Promise<string> {
  const { response } = await openaiClient(key)
    .chat.completions.create({ model: 'sim/echo', messages: [{ role: 'user', content: 'Hello' }] }, { headers })
    .withResponse();
  return response.headers.get('x-request-id') ?? '';
}

async function recorded(requestId: string) {
  return waitFor('the request to be recorded', () => getRequest(owner.context, { requestId }).catch(() => null), { timeoutMs: 10_000 });
}

/** Changes what the project keeps and waits until the proxy follows: the status of a refusal travels in the same document. */
async function keep(contentKeep: 'none' | 'metadata' | 'full'): Promise<void> {
  budgetStatus = budgetStatus === 429 ? 402 : 429;
  await updateProject(owner.context, { projectId: owner.projectId, contentKeep, budgetStatus });
  await waitFor(`the proxy to answer ${budgetStatus}`, async () => (await outcomeOf(spentKey)).status === budgetStatus, {
    timeoutMs: 2_000,
  });
}

test('x-tollgate-no-log keeps no content of that request, and the drawer says so', async () => {
  await keep('full');
  const unlogged = await send({ ...SAYINGS, 'x-tollgate-no-log': 'true' });
  const kept = await send(SAYINGS);
  // Contents arrive in order: what was not kept would be here by then.
  await waitFor('the content to be stored', () => getRequestContent(owner.context, { requestId: kept }), { timeoutMs: 10_000 });
  expect(await getRequestContent(owner.context, { requestId: unlogged })).toBeNull();
  expect(await recorded(kept)).toMatchObject({ isUnlogged: false });
  expect(await recorded(unlogged)).toMatchObject({ isUnlogged: true, metadata: { ticket: 'T-1' } });

  const { page, problems } = await visit(browser);
  await signIn(page, owner);
  await page.goto(`/requests?request=${unlogged}`);
  const drawer = await requestDrawer(page);
  await drawer.getByText('the caller asked so').waitFor();
  await drawer.getByText('Content kept 30 days').waitFor();
  expect(await drawer.getByRole('button', { name: 'Show prompt and answer' }).count()).toBe(0);
  expect(problems).toEqual([]);
});

test('a project that keeps nothing keeps nothing that callers write but tags and user', async () => {
  await keep('metadata');
  expect(await recorded(await send(SAYINGS))).toMatchObject({
    metadata: { ticket: 'T-1' },
    sessionId: 'ses-1',
    tags: ['night'],
    endUser: 'ada',
    userAgent: expect.stringContaining('OpenAI'),
  });
  await keep('none');
  expect(await recorded(await send(SAYINGS))).toMatchObject({
    metadata: {},
    sessionId: null,
    userAgent: null,
    tags: ['night'],
    endUser: 'ada',
  });
});

test('the badge in the project switcher says what is kept', async () => {
  const { page } = await visit(browser);
  await signIn(page, owner);
  expect(await page.getByRole('button', { name: /Switch project:/ }).textContent()).toContain('Nothing kept');
});
