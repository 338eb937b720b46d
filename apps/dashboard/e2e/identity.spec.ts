import { randomInt, randomUUID } from 'node:crypto';
import { signUp } from '@tollgate/services/auth/sign-up';
import { totpOf } from '@tollgate/services/auth/two-factor-code';
import { findAccessibilityViolations } from '@tollgate/testing/axe';
import { launchBrowser } from '@tollgate/testing/browser';
import { startDashboardProcess, type DashboardProcess } from '@tollgate/testing/dashboard-process';
import { freePort } from '@tollgate/testing/free-port';
import { startOidcProvider, UNVERIFIED, type OidcProvider } from '@tollgate/testing/oidc-provider';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { readStack } from './stack/stack.ts';
import { connectServices, fillSignIn, newPerson, type Person } from './steps/account.ts';
import { fromBase32 } from './steps/from-base32.ts';
import { linkIn, receiveMail } from './steps/mail.ts';
import type { Browser, Page } from './steps/visit.ts';

const services = connectServices();
const CLIENT = { clientId: 'tollgate', clientSecret: randomUUID() };
let browser: Browser;
let dashboard: DashboardProcess;
let provider: OidcProvider;

beforeAll(async () => {
  const port = await freePort();
  browser = await launchBrowser();
  dashboard = await startDashboardProcess({
    ...readStack(),
    environment: {
      AUTH_OIDC_ISSUER: `http://127.0.0.1:${port}`,
      AUTH_OIDC_ID: CLIENT.clientId,
      AUTH_OIDC_SECRET: CLIENT.clientSecret,
      AUTH_OIDC_NAME: 'Acme ID',
    },
  });
  provider = await startOidcProvider({ port, ...CLIENT, redirectUri: `${dashboard.url}/api/auth/callback/oidc` });
});
afterAll(async () => {
  await browser?.close();
  await dashboard?.stop();
  await provider?.close();
  await services.close();
});

type Options = NonNullable<Parameters<Browser['newContext']>[0]>;

/** A browser profile of its own, from an address of its own. */
async function open(options: Options = {}): Promise<Page> {
  const context = await browser.newContext({
    baseURL: dashboard.url,
    reducedMotion: 'reduce',
    extraHTTPHeaders: { 'x-forwarded-for': `198.51.${randomInt(1, 255)}.${randomInt(1, 255)}` },
    ...options,
  });
  context.setDefaultTimeout(15_000);
  return context.newPage();
}

async function makePerson({ isConfirmed = true } = {}): Promise<Person & { userId: string }> {
  const person = newPerson();
  const { userId } = await signUp(services, person);
  if (isConfirmed) await services.database.prisma.user.update({ where: { id: userId }, data: { emailVerifiedAt: new Date() } });
  return { ...person, userId };
}

async function signedIn(person: Person): Promise<Page> {
  const page = await open();
  await fillSignIn(page, person);
  await atHome(page);
  return page;
}

const atHome = (page: Page) => page.getByRole('navigation', { name: 'Pages' }).first().waitFor();

async function openAccount(page: Page): Promise<void> {
  await page.goto('/account');
  await page.getByRole('heading', { name: 'Signed-in browsers' }).waitFor();
}

test('whoever signs up confirms their address by the link of a mail, which works once', async () => {
  const person = newPerson();
  const page = await open();
  await page.goto('/sign-up');
  await page.getByLabel('Your name').fill(person.name);
  await page.getByLabel('E-mail address').fill(person.email);
  await page.getByLabel('Password').fill(person.password);
  await page.getByRole('button', { name: 'Create account' }).click();
  await page.waitForURL(/\/welcome/);
  await page.goto('/keys');
  const banner = page.getByRole('region', { name: 'Confirm your e-mail address' });
  await banner.getByRole('button', { name: 'Send again' }).click();
  await banner.getByText('A link is on its way').waitFor();

  const link = linkIn(await receiveMail(person.email, 'Confirm your e-mail address'));
  // A mail server that looks at the link uses nothing up.
  await page.request.get(link);
  await page.goto(link);
  await page.getByText(person.email).waitFor();
  await page.getByRole('button', { name: 'Confirm address' }).click();
  await page.waitForURL(/\/account\?done=email_confirmed/);
  await page.getByText('Your e-mail address is confirmed.').waitFor();
  expect(await banner.count()).toBe(0);
  await page.goto(link);
  await page.getByRole('heading', { name: 'This link is over' }).waitFor();
});

test('a forgotten password is reset by mail, and every browser is signed out', async () => {
  const person = await makePerson();
  const before = await signedIn(person);
  const page = await open();
  const ask = async (email: string) => {
    await page.goto('/sign-in');
    await page.getByRole('link', { name: 'Forgot your password?' }).click();
    await page.getByRole('heading', { name: 'Reset your password' }).waitFor();
    await page.getByLabel('E-mail address').fill(email);
    await page.getByRole('button', { name: 'Send the link' }).click();
    return (await page.getByRole('status').innerText()).replace(email, '');
  };
  const stranger = `${randomUUID()}@example.com`;
  expect(await ask(stranger)).toBe(await ask(person.email));

  await page.goto(linkIn(await receiveMail(person.email, 'Reset your password')));
  await page.getByLabel('New password').fill('short');
  await page.getByRole('button', { name: 'Change the password' }).click();
  await page.getByText('Use at least 10 characters.').waitFor();
  const password = `${randomUUID()} staple`;
  await page.getByLabel('New password').fill(password);
  await page.getByRole('button', { name: 'Change the password' }).click();
  await page.getByText('Your password is changed').waitFor();
  await before.goto('/keys');
  await before.waitForURL(/\/sign-in/);

  await fillSignIn(page, person);
  await page.getByText('The e-mail address or the password is wrong.').waitFor();
  await fillSignIn(page, { ...person, password });
  await atHome(page);
  await receiveMail(person.email, 'Your password was changed');
});

describe('through a provider', () => {
  async function comeFromProvider(page: Page, login: string): Promise<void> {
    await page.goto('/sign-in');
    await page.getByRole('button', { name: 'Continue with Acme ID' }).click();
    await answerProvider(page, login);
  }

  async function answerProvider(page: Page, login: string): Promise<void> {
    await page.locator('input[name="login"]').fill(login);
    await page.locator('input[name="password"]').fill('any');
    await page.getByRole('button', { name: 'Sign-in' }).click();
    await page.getByRole('button', { name: 'Continue' }).click();
    await page.waitForURL(`${dashboard.url}/**`);
  }

  test('somebody new gets an account with a confirmed address, and comes back to it', async () => {
    const email = `${randomUUID()}@example.com`;
    const page = await open();
    await comeFromProvider(page, email);
    await page.waitForURL(/\/welcome/);
    await openAccount(page);
    await page.getByText('confirmed', { exact: true }).waitFor();
    expect(await page.getByRole('button', { name: 'Set a password' }).count()).toBe(1);

    const again = await open();
    await comeFromProvider(again, email);
    await atHome(again);
    expect(await services.database.prisma.user.count({ where: { email } })).toBe(1);
  });

  test('an account is only reached through an address that both sides have proved', async () => {
    const confirmed = await makePerson();
    const unconfirmed = await makePerson({ isConfirmed: false });
    const page = await open();
    await comeFromProvider(page, `${UNVERIFIED}${confirmed.email}`);
    await page.getByText('The provider has not verified your e-mail address.').waitFor();
    const other = await open();
    await comeFromProvider(other, unconfirmed.email);
    await other.getByText('that was never confirmed').waitFor();
    expect(await services.database.prisma.session.count({ where: { userId: { in: [confirmed.userId, unconfirmed.userId] } } })).toBe(0);

    const own = await open();
    await comeFromProvider(own, confirmed.email);
    await atHome(own);
    await openAccount(own);
    await own.getByRole('button', { name: 'Unlink Acme ID' }).waitFor();
  });

  test('somebody who is signed in links another address of theirs, and it signs them in from then on', async () => {
    const person = await makePerson({ isConfirmed: false });
    const elsewhere = `${randomUUID()}@example.org`;
    const page = await signedIn(person);
    await openAccount(page);
    await page.getByRole('button', { name: 'Link Acme ID' }).click();
    await answerProvider(page, elsewhere);
    await page.getByText('The provider is linked.').waitFor();
    await page.getByText(elsewhere).waitFor();
    const again = await open();
    await comeFromProvider(again, elsewhere);
    await atHome(again);
    await openAccount(again);
    expect(await again.getByText(person.email).count()).toBeGreaterThan(0);
  });

  test('an answer that nobody asked for signs nobody in', async () => {
    const page = await open();
    await page.goto('/api/auth/callback/oidc?code=stolen&state=forged');
    await page.getByText('Signing in through the provider did not work.').waitFor();
    expect((await page.context().cookies()).filter(({ name }) => name.includes('session') && name.startsWith('tollgate'))).toEqual([]);
    for (const path of ['signin', 'signout', 'session', 'csrf', 'providers', 'callback/github', 'callback/credentials']) {
      expect((await page.request.get(`/api/auth/${path}`)).status(), path).toBe(404);
      expect((await page.request.post(`/api/auth/${path}`)).status(), path).toBeGreaterThanOrEqual(404);
    }
  });
});

test('an authenticator app is set up, asked for at the sign-in, and a recovery code does instead, once', async () => {
  const person = await makePerson();
  const page = await signedIn(person);
  const elsewhere = await signedIn(person);
  await openAccount(page);
  await page.getByRole('button', { name: 'Set up' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByLabel('Current password').fill(person.password);
  await dialog.getByRole('button', { name: 'Continue' }).click();
  await dialog.getByRole('img', { name: 'QR code' }).waitFor();
  const totp = totpOf(fromBase32(await dialog.locator('code').innerText()), person.email);
  await dialog.getByLabel('Code', { exact: true }).fill('000 000');
  await dialog.getByRole('button', { name: 'Turn on' }).click();
  await dialog.getByText('This code does not fit.').waitFor();
  const first = totp.generate();
  await dialog.getByLabel('Code', { exact: true }).fill(`${first.slice(0, 3)} ${first.slice(3)}`);
  // A second click that got through would answer with an error and take the place of the recovery codes.
  await dialog.getByRole('button', { name: 'Turn on' }).dblclick();
  await dialog.getByText('They are shown this once').waitFor();
  const codes = await dialog.getByRole('list', { name: 'Recovery codes' }).getByRole('listitem').allInnerTexts();
  expect(new Set(codes).size).toBe(10);
  await dialog.getByLabel('I have kept them').check();
  await dialog.getByRole('button', { name: 'Done' }).click();
  await page.getByText('10 recovery codes left').waitFor();
  await elsewhere.goto('/keys');
  await elsewhere.waitForURL(/\/sign-in/);

  const enter = async (code: string): Promise<Page> => {
    const visitor = await open();
    await fillSignIn(visitor, person);
    await visitor.waitForURL(/\/sign-in\/code/);
    // The password alone opens nothing.
    expect((await visitor.request.get('/keys', { maxRedirects: 0 })).status()).toBe(307);
    await visitor.getByLabel('Code', { exact: true }).fill(code);
    await visitor.getByRole('button', { name: 'Sign in' }).click();
    return visitor;
  };
  await (await enter(first)).getByText('This code is wrong or was used already.').waitFor();
  await atHome(await enter(totp.generate({ timestamp: Date.now() + 30_000 })));
  const recovery = codes[0] ?? '';
  await atHome(await enter(recovery.toUpperCase()));
  await (await enter(recovery)).getByText('This code is wrong or was used already.').waitFor();
});

test('a browser that is signed out from another one is out at once, and all others are with one click', async () => {
  const person = await makePerson();
  const [page, second, third] = [await signedIn(person), await signedIn(person), await signedIn(person)];
  await openAccount(page);
  const others = page.getByRole('button', { name: /^Sign out Chrome on/ });
  await others.first().waitFor();
  expect(await others.count()).toBe(2);
  await others.first().click();
  await page.getByText('That browser is signed out.').waitFor();
  const out = async (browserPage: Page) => (await browserPage.request.get('/keys', { maxRedirects: 0 })).status() === 307;
  expect([await out(second), await out(third)].filter(Boolean)).toHaveLength(1);
  await page.getByRole('button', { name: 'Sign out all others' }).click();
  await page.getByText('One browser was signed out.').waitFor();
  expect([await out(page), await out(second), await out(third)]).toEqual([false, true, true]);
});

test('a new address counts once its link is followed, and the old one is told', async () => {
  const person = await makePerson();
  const page = await signedIn(person);
  const email = `${randomUUID()}@example.net`;
  await openAccount(page);
  await page.getByRole('button', { name: 'Change address' }).click();
  await page.getByLabel('New address').fill(email);
  await page.getByLabel('Current password').first().fill('not the password');
  await page.getByRole('button', { name: 'Send the link' }).click();
  await page.getByText('This is not your password.').waitFor();
  await page.getByLabel('Current password').first().fill(person.password);
  await page.getByRole('button', { name: 'Send the link' }).click();
  await page.getByText(`A link is on its way to ${email}`).waitFor();
  await page.goto(linkIn(await receiveMail(email, 'Confirm your new e-mail address')));
  await page.getByRole('button', { name: 'Confirm address' }).click();
  await page.getByText('Your e-mail address is confirmed.').waitFor();
  await page.getByText(email).first().waitFor();
  expect((await receiveMail(person.email, 'Your e-mail address was changed')).text).toContain(email);
});

test('the only owner of an organisation cannot delete their account, and nobody can by accident', async () => {
  const person = await makePerson();
  const page = await signedIn(person);
  await openAccount(page);
  await page.getByRole('button', { name: 'Delete account' }).click();
  const dialog = page.getByRole('dialog');
  const confirm = dialog.getByRole('button', { name: 'Delete account' });
  expect(await confirm.isDisabled()).toBe(true);
  await dialog.getByRole('textbox', { name: /^Type/ }).fill(person.email);
  await dialog.getByLabel('Current password').fill(person.password);
  await confirm.click();
  await dialog.getByText('You are the only owner of').waitFor();
  await services.database.prisma.membership.deleteMany({ where: { userId: person.userId } });
  await confirm.click();
  await page.getByText('Your account is deleted.').waitFor();
  expect(await services.database.prisma.user.count({ where: { id: person.userId } })).toBe(0);
});

test('signing in works without JavaScript, and by keyboard alone', async () => {
  const person = await makePerson();
  const plain = await open({ javaScriptEnabled: false });
  await fillSignIn(plain, { ...person, password: 'not the password' });
  await plain.getByText('The e-mail address or the password is wrong.').waitFor();
  await fillSignIn(plain, person);
  await plain.waitForURL((url) => !url.pathname.startsWith('/sign-in'));
  expect((await plain.request.get('/keys', { maxRedirects: 0 })).status()).toBe(200);

  const page = await open();
  await page.goto('/sign-in');
  const press = async (name: string) => {
    for (let tabs = 0; tabs < 12; tabs++) {
      await page.keyboard.press('Tab');
      const focused = await page.evaluate(() => {
        const element = document.activeElement;
        return element instanceof HTMLInputElement ? (element.labels?.[0]?.textContent ?? '') : (element?.textContent ?? '');
      });
      if (focused === name) return;
    }
    throw new Error(`${name} is not reached by Tab`);
  };
  await press('E-mail address');
  await page.keyboard.type(person.email);
  await press('Password');
  await page.keyboard.type(person.password);
  await page.keyboard.press('Enter');
  await atHome(page);
});

describe.each(['light', 'dark'] as const)('in the %s theme', (colorScheme) => {
  async function findFaults(page: Page): Promise<string[]> {
    const faults: string[] = [];
    for (const width of [320, 1280]) {
      await page.setViewportSize({ width, height: 800 });
      faults.push(...(await findAccessibilityViolations(page)).map((fault) => `${page.url()} ${width}: ${fault}`));
      const overflow = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
      if (overflow > 0) faults.push(`${page.url()} ${width}: ${overflow} pixels too wide`);
    }
    return faults;
  }

  test('axe finds nothing on the pages before the sign-in, and none is wider than a small phone', async () => {
    const page = await open({ colorScheme });
    for (const path of [
      '/sign-in?problem=no_address',
      '/sign-up',
      '/forgot-password',
      '/reset-password?token=x',
      '/confirm-email?token=x',
    ]) {
      await page.goto(path);
      expect(await findFaults(page)).toEqual([]);
    }
    const person = await makePerson();
    await page.goto('/forgot-password');
    await page.getByLabel('E-mail address').fill(person.email);
    await page.getByRole('button', { name: 'Send the link' }).click();
    await page.goto(linkIn(await receiveMail(person.email, 'Reset your password')));
    expect(await findFaults(page)).toEqual([]);
  });

  test('axe finds nothing on the account page, nor in its dialogs', async () => {
    const person = await makePerson({ isConfirmed: false });
    const page = await open({ colorScheme });
    await fillSignIn(page, person);
    await atHome(page);
    await openAccount(page);
    await page.getByRole('button', { name: 'Change address' }).click();
    expect(await findFaults(page)).toEqual([]);
    await page.getByRole('button', { name: 'Set up' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByLabel('Current password').fill(person.password);
    await dialog.getByRole('button', { name: 'Continue' }).click();
    await dialog.getByRole('img', { name: 'QR code' }).waitFor();
    expect(await findFaults(page)).toEqual([]);
  });
});
