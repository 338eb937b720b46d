import { launchBrowser } from '@tollgate/testing/browser';
import { startDashboardProcess } from '@tollgate/testing/dashboard-process';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { readStack } from './stack/stack.ts';
import { connectServices, fillSignIn, makeKey, makeOwner, signIn, type Owner } from './steps/account.ts';
import { ask } from './steps/ask.ts';
import { PAGES, requestRows } from './steps/pages.ts';
import { visit, type Browser, type Visitor } from './steps/visit.ts';

const services = connectServices();
let browser: Browser;
let owner: Owner;
let visitor: Visitor;

beforeAll(async () => {
  browser = await launchBrowser();
  owner = await makeOwner(services);
  await ask(await makeKey(owner), 'sim/echo', 'Hello');
  visitor = await visit(browser);
  await signIn(visitor.page, owner);
  await requestRows(visitor.page).first().waitFor();
});
afterAll(async () => {
  await browser?.close();
  await services.close();
});

/** What must be on every answer, static files included. */
const EVERYWHERE = {
  'x-content-type-options': 'nosniff',
  'x-frame-options': 'DENY',
  'referrer-policy': 'same-origin',
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-resource-policy': 'same-origin',
};

/** The name of every answer that has not what it should have. */
function faultsOf(path: string, headers: Record<string, string>): string[] {
  const missing = Object.entries(EVERYWHERE).filter(([name, value]) => headers[name] !== value);
  const policy = headers['content-security-policy'] ?? '';
  const scripts = /script-src ([^;]*)/.exec(policy)?.[1] ?? '';
  const faults = missing.map(([name]) => `${path}: ${name} is ${headers[name]}`);
  if (!/'nonce-[\w+/=]{20,}'/.test(scripts) || /unsafe/.test(scripts)) faults.push(`${path}: script-src ${scripts}`);
  if (!policy.includes(`frame-ancestors 'none'`) || !policy.includes(`base-uri 'none'`)) faults.push(`${path}: ${policy}`);
  if (!/private|no-store/.test(headers['cache-control'] ?? '')) faults.push(`${path}: cache-control ${headers['cache-control']}`);
  if (headers['permissions-policy'] === undefined) faults.push(`${path}: no permissions-policy`);
  if (headers['x-powered-by'] !== undefined) faults.push(`${path}: x-powered-by`);
  if (headers['strict-transport-security'] !== undefined) faults.push(`${path}: https is demanded of a page that came by http`);
  return faults;
}

const PATHS = ['/', '/sign-in', '/sign-up', '/welcome', '/no-such-page', ...PAGES.map(({ path }) => path)];

test('every page and every answer of the API says how a browser must treat it', async () => {
  const faults: string[] = [];
  for (const path of PATHS) {
    const answer = await visitor.page.request.get(path, { maxRedirects: 0 });
    faults.push(...faultsOf(path, answer.headers()));
  }
  for (const path of ['/api/trpc/organization.listMine', '/api/trpc/no.such', '/api/no-such-handler']) {
    const answer = await visitor.page.request.get(path);
    faults.push(...faultsOf(path, answer.headers()));
    expect(answer.headers()['cache-control']).toContain('no-store');
  }
  expect(faults).toEqual([]);
});

test('the scripts of a page carry the nonce of that answer, and no two answers share one', async () => {
  const nonces = new Set<string>();
  for (const path of ['/sign-in', '/requests', '/requests']) {
    const answer = await visitor.page.request.get(path);
    const nonce = /'nonce-([^']+)'/.exec(answer.headers()['content-security-policy'] ?? '')?.[1] ?? '';
    const scripts = [...(await answer.text()).matchAll(/<script(?![^>]*type="application\/json")[^>]*>/g)].map(([tag]) => tag);
    expect(scripts.length).toBeGreaterThan(3);
    expect(scripts.filter((tag) => !tag.includes(`nonce="${nonce}"`))).toEqual([]);
    nonces.add(nonce);
  }
  expect(nonces.size).toBe(3);
});

test('static files may be kept by anybody, and are taken for what they say', async () => {
  const scripts = await visitor.page
    .locator('script[src]')
    .evaluateAll((elements) => elements.map((element) => (element as HTMLScriptElement).src));
  const answer = await visitor.page.request.get(scripts[0] ?? '');
  expect(answer.headers()).toMatchObject({ 'x-content-type-options': 'nosniff', 'cache-control': expect.stringContaining('immutable') });
});

test('a browser refuses nothing of ours on any page, in either theme', async () => {
  for (const colorScheme of ['light', 'dark'] as const) {
    const careful = await visit(browser, { colorScheme });
    const refused: string[] = [];
    careful.page.on('console', (message) => {
      if (message.type() === 'error' || message.type() === 'warning') refused.push(message.text());
    });
    await signIn(careful.page, owner);
    for (const { path, title } of PAGES) {
      await careful.page.goto(path);
      await careful.page.getByRole('heading', { level: 1, name: title }).waitFor();
      await careful.page.locator('main .animate-skeleton').first().waitFor({ state: 'detached' });
      await careful.page.keyboard.press('Control+k');
      await careful.page.getByRole('dialog', { name: 'Command palette' }).waitFor();
    }
    expect(refused.filter((text) => !/404/.test(text))).toEqual([]);
    expect(careful.problems).toEqual([]);
    await careful.close();
  }
});

test('an injected script or style is refused', async () => {
  const { page } = visitor;
  await page.goto('/requests');
  await requestRows(page).first().waitFor();
  const ran = await page.evaluate(async () => {
    const violations: string[] = [];
    document.addEventListener('securitypolicyviolation', ({ effectiveDirective }) => violations.push(effectiveDirective));
    const holder = document.createElement('div');
    holder.innerHTML = `<img src="data:," onerror="window.hacked=1"><style>body{display:none}</style>`;
    document.body.append(holder);
    await new Promise((resolve) => {
      holder.querySelector('img')?.addEventListener('error', () => setTimeout(resolve, 0));
    });
    return { hacked: 'hacked' in window, isHidden: getComputedStyle(document.body).display === 'none', violations };
  });
  expect(ran).toEqual({ hacked: false, isHidden: false, violations: expect.arrayContaining(['script-src-attr', 'style-src-elem']) });
});

test('no cookie can be read by a script, and all stay on this site', async () => {
  const cookies = await visitor.page.context().cookies();
  expect(cookies.some(({ name }) => name.includes('session'))).toBe(true);
  for (const { name, httpOnly, sameSite, path } of cookies) {
    expect({ name, httpOnly, sameSite, path }).toEqual({ name, httpOnly: true, sameSite: 'Lax', path: '/' });
  }
  expect(await visitor.page.evaluate(() => document.cookie)).toBe('');
});

describe('where browsers come by https', () => {
  test('the session is bound to the host, every cookie to https, and https is demanded from then on', async () => {
    const publicUrl = 'https://tollgate.example.com';
    const dashboard = await startDashboardProcess({ ...readStack(), publicUrl });
    // A proxy in front ends TLS; to the browser of this test it is the dashboard itself under that name.
    const context = await browser.newContext({ baseURL: publicUrl });
    await context.route(`${publicUrl}/**`, async (route) => {
      const request = route.request();
      const posted = request.postDataBuffer();
      const answer = await fetch(request.url().replace(publicUrl, dashboard.url), {
        method: request.method(),
        headers: { ...(await request.allHeaders()), 'x-forwarded-host': new URL(publicUrl).host, 'x-forwarded-proto': 'https' },
        ...(posted === null ? {} : { body: new Uint8Array(posted) }),
        redirect: 'manual',
      });
      const headers = Object.fromEntries(answer.headers);
      delete headers['content-encoding'];
      const setCookie = answer.headers.getSetCookie();
      if (setCookie.length > 0) headers['set-cookie'] = setCookie.join('\n');
      await route.fulfill({ status: answer.status, headers, body: Buffer.from(await answer.arrayBuffer()) });
    });
    const page = await context.newPage();
    await fillSignIn(page, owner);
    await page.waitForURL(/\/overview/);
    const cookies = await context.cookies(publicUrl);
    expect(cookies.some(({ name }) => name.includes('session'))).toBe(true);
    for (const { name, secure, httpOnly, sameSite } of cookies) {
      expect({ name, secure, httpOnly, sameSite }).toEqual({
        name: expect.stringMatching(/^__(Host|Secure)-/),
        secure: true,
        httpOnly: true,
        sameSite: 'Lax',
      });
    }
    const answer = await page.reload();
    expect((await answer?.allHeaders())?.['strict-transport-security']).toBe('max-age=63072000; includeSubDomains');
    await context.close();
    await dashboard.stop();
  });
});
