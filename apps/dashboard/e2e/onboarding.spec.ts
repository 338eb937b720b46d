import { execFile } from 'node:child_process';
import { rmSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { createApiKey } from '@tollgate/services/api-key/create-api-key';
import { revokeApiKey } from '@tollgate/services/api-key/revoke-api-key';
import { launchBrowser } from '@tollgate/testing/browser';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { connectServices, makeOwner, newPerson, signIn } from './steps/account.ts';
import { ask, outcomeOf } from './steps/ask.ts';
import { visit, type Browser, type Page, type Visitor } from './steps/visit.ts';

const run = promisify(execFile);
const services = connectServices();
let browser: Browser;
let visitor: Visitor;
let page: Page;
beforeAll(async () => {
  browser = await launchBrowser();
  visitor = await visit(browser);
  page = visitor.page;
  // From this machine, as the requests of the tests are.
  await page.context().setExtraHTTPHeaders({});
  await page.context().grantPermissions(['clipboard-read', 'clipboard-write']);
});
afterAll(async () => {
  await browser?.close();
  await services.close();
});

async function copied(button: string): Promise<string> {
  await page.getByRole('button', { name: button, exact: true }).click();
  return page.evaluate(() => navigator.clipboard.readText());
}

let key: string;

test('one screen after signing up holds a key, masked, and snippets that can be pasted', async () => {
  const person = newPerson('Joan Clarke');
  await page.goto('/sign-up');
  await page.getByLabel('Your name').fill(person.name);
  await page.getByLabel('E-mail address').fill(person.email);
  await page.getByLabel('Password').fill(person.password);
  await page.getByLabel('Organisation').fill('Hut Eight');
  await page.getByRole('button', { name: 'Create account' }).click();
  await page.waitForURL(/\/welcome/);
  const shown = page.getByTestId('api-key');
  expect(await shown.innerText()).toMatch(/^tg_[a-z]+_•+\w{4}$/);
  key = await copied('Copy key');
  expect(key).toMatch(/^tg_[a-z]+_[A-Za-z0-9]{49}$/);
  expect(await page.getByRole('main').innerText()).not.toContain(key);
  await page.getByText('Waiting for the first request…').waitFor();
  for (const tab of ['Node', 'Python', 'AI SDK', 'LangChain', 'Anthropic', 'curl']) {
    await page.getByRole('tab', { name: tab }).click();
    expect(await copied(`Copy ${tab} snippet`)).toContain(key);
  }
  await page.getByRole('tab', { name: 'Coding agent' }).click();
  expect(await copied('Copy prompt for a coding agent')).toContain('TOLLGATE_KEY');
});

test('a request with a wrong key is told to who browses from where it came, and what to do', async () => {
  expect(await outcomeOf(`${key.slice(0, -4)}wxyz`)).toEqual({ status: 401, code: 'invalid_api_key' });
  await page.getByText(/A request came with the key tg_\w+_…wxyz, which no project has\./).waitFor();
  await page.getByText(/Copy the key above whole/).waitFor();
});

test('the curl snippet, pasted, lights the first request up with its latency and cost, and three next steps appear', async () => {
  await page.getByRole('tab', { name: 'curl' }).click();
  const { stdout } = await run('sh', ['-c', await copied('Copy curl snippet')]);
  expect(JSON.parse(stdout)).toMatchObject({ object: 'chat.completion', choices: [{ message: { content: 'Hello' } }] });
  const first = page.getByRole('status', { name: 'First request' });
  await first.getByText('Your first request arrived.').waitFor();
  expect(await first.innerText()).toMatch(/sim\/echo · \d+(\.\d+)? m?s · \d+ tokens · \$0\.\d+/);
  const steps = page.getByRole('region', { name: 'Next steps' });
  expect(await steps.getByRole('link').allInnerTexts()).toEqual(['Add a provider key', 'Add a fallback', 'Set a budget']);
});

test('the Node snippet runs as it is', async () => {
  await page.getByRole('tab', { name: 'Node' }).click();
  // Beside the tests, where the package of the snippet is found.
  const file = fileURLToPath(new URL(`./.snippet-${process.pid}.mjs`, import.meta.url));
  writeFileSync(file, await copied('Copy Node snippet'));
  try {
    expect((await run(process.execPath, [file])).stdout).toBe('Hello');
  } finally {
    rmSync(file);
  }
});

test('a page that is opened later never takes the next request for the first', async () => {
  await page.reload();
  await page.getByText('Waiting for the next request…').waitFor();
  await ask(key, 'sim/echo', 'Once more');
  await page.getByText('A request arrived.').waitFor();
  expect(await page.getByText('Your first request arrived.').count()).toBe(0);
});

test('the sidebar keeps the steps that are left, until somebody puts them away', async () => {
  await page.getByRole('link', { name: 'Go to the dashboard' }).click();
  const steps = page.getByRole('region', { name: 'First steps' });
  await steps.getByText('1 of 4').waitFor();
  await steps.getByRole('link', { name: /Add a provider key/ }).click();
  await page.waitForURL(/\/providers/);
  await steps.getByRole('button', { name: 'Put the first steps away' }).click();
  await steps.waitFor({ state: 'detached' });
  await page.reload();
  await page.getByRole('heading', { level: 1, name: 'Providers' }).waitFor();
  expect(await steps.count()).toBe(0);
});

test('a revoked key is told to its project, wherever its page is looked at, and to no other', async () => {
  const [own, foreign] = await Promise.all([visit(browser), visit(browser)]);
  const owner = await makeOwner(services, 'Bombe');
  const made = await createApiKey(owner.context, { projectId: owner.projectId, name: 'old rotor' });
  await revokeApiKey(owner.context, { apiKeyId: made.id });
  await Promise.all([signIn(own.page, owner), signIn(foreign.page, await makeOwner(services, 'Elsewhere'))]);
  await Promise.all([own.page.goto('/welcome'), foreign.page.goto('/welcome')]);
  await Promise.all([own, foreign].map((each) => each.page.getByText('Waiting for the first request…').waitFor()));
  expect((await outcomeOf(made.key)).code).toBe('key_revoked');
  await own.page.getByText('A request came with the key “old rotor”, which is revoked.').waitFor();
  expect(await foreign.page.getByText('A request came with').count()).toBe(0);
  expect([...own.problems, ...foreign.problems]).toEqual([]);
  await Promise.all([own.close(), foreign.close()]);
});

test('nothing was refused or thrown on the way', () => {
  expect(visitor.problems).toEqual([]);
});
