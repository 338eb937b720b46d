import { randomUUID } from 'node:crypto';
// @boundaries-ignore the browser of the tests
import type { launchBrowser } from '../../packages/testing/src/browser.ts';
import { PAGE_GROUPS } from '../../apps/dashboard/src/shell/pages.ts';

type BrowserContext = Awaited<ReturnType<Awaited<ReturnType<typeof launchBrowser>>['newContext']>>;
export type Page = Awaited<ReturnType<BrowserContext['newPage']>>;

export type Screen = {
  name: string;
  path: string;
  /** What is done before the picture is taken. */
  open?: (page: Page) => Promise<void>;
  /** Only at this width. */
  width?: 1280 | 375;
  /** Whether it needs something that an empty organisation does not have. */
  isForDemo?: boolean;
};

export type Subject = 'anyone' | 'demo' | 'empty';

export const PUBLIC_SCREENS: readonly Screen[] = [
  { name: 'sign-in', path: '/sign-in' },
  { name: 'sign-in refused', path: '/sign-in', open: refuseSignIn },
  { name: 'sign-up', path: '/sign-up' },
  { name: 'forgot-password', path: '/forgot-password' },
  { name: 'not-found', path: '/no-such-page' },
];

const clicks =
  (...names: (string | RegExp)[]) =>
  async (page: Page): Promise<void> => {
    for (const name of names) {
      await page.getByRole('button', { name }).or(page.getByRole('menuitem', { name })).first().click();
    }
    await page
      .locator(names.length > 1 ? '[role="dialog"]' : '[role="dialog"], [role="menu"]')
      .first()
      .waitFor();
  };

/** Every page of the navigation, and what opens on them. */
export const SHELL_SCREENS: readonly Screen[] = [
  ...PAGE_GROUPS.flatMap(({ pages }) => pages).map(({ path, title }) => ({ name: title, path })),
  { name: 'Account', path: '/account' },
  { name: 'Welcome', path: '/welcome' },
  { name: 'Requests, one open', path: '/requests?range=30d', isForDemo: true, open: openRequest },
  { name: 'Time range', path: '/requests', open: clicks(/^Time range/) },
  { name: 'Command palette', path: '/keys', open: openPalette },
  { name: 'Command palette, searching', path: '/keys', open: searchPalette },
  { name: 'Keyboard shortcuts', path: '/requests', open: openSheet },
  { name: 'Account menu', path: '/keys', width: 1280, open: clicks(/^Account/) },
  { name: 'Project menu', path: '/keys', width: 1280, open: clicks(/^Switch project/) },
  { name: 'Navigation', path: '/keys', width: 375, open: clicks('Open navigation') },
  { name: 'Create key', path: '/keys?dialog=create', open: openedByUrl },
  { name: 'Key actions', path: '/keys', isForDemo: true, open: clicks(/^Actions for/) },
  { name: 'Edit key', path: '/keys', isForDemo: true, open: clicks(/^Actions for/, 'Edit') },
  { name: 'Rotate key', path: '/keys', isForDemo: true, open: clicks(/^Actions for/, 'Rotate') },
  { name: 'Revoke key', path: '/keys', isForDemo: true, open: clicks(/^Actions for/, 'Revoke') },
  { name: 'Add credential', path: '/providers?dialog=create', open: openedByUrl },
  { name: 'Edit credential', path: '/providers', isForDemo: true, open: clicks(/^Edit/) },
  { name: 'Delete credential', path: '/providers', isForDemo: true, open: clicks(/^Delete/) },
  { name: 'Create route', path: '/routes?dialog=create', open: openedByUrl },
  { name: 'Edit route', path: '/routes', isForDemo: true, open: clicks(/^Edit/) },
  { name: 'Delete route', path: '/routes', isForDemo: true, open: clicks(/^Delete/) },
  { name: 'Set a price', path: '/models?dialog=create', open: openedByUrl },
  { name: 'Override a price', path: '/models?search=gpt-4o', open: clicks(/^Override/) },
  { name: 'Costs by user', path: '/costs?group=end_user', isForDemo: true },
  { name: 'Costs by tag', path: '/costs?group=tag', isForDemo: true },
  { name: 'Create project', path: '/settings', open: clicks('Create project') },
  { name: 'Key shown once', path: '/keys?dialog=create', open: createKey },
];

/** A page signed in as the demo's owner, as the owner of an organisation that was just made, or as nobody. */
export async function openSubject(context: BrowserContext, subject: Subject, demo: { email: string; password: string }): Promise<Page> {
  const page = await context.newPage();
  if (subject === 'demo') {
    await page.goto('/sign-in');
    await page.getByLabel('E-mail address').fill(demo.email);
    await page.getByLabel('Password').first().fill(demo.password);
    await page.getByRole('button', { name: 'Sign in', exact: true }).click();
    await page.waitForURL((url) => !url.pathname.startsWith('/sign-in'));
  }
  if (subject === 'empty') {
    await page.goto('/sign-up');
    await page.getByLabel('Your name').fill('New owner');
    await page.getByLabel('E-mail address').fill(`${randomUUID()}@example.com`);
    await page.getByLabel('Password').first().fill(randomUUID());
    await page.getByLabel('Organisation').fill('Nothing yet');
    await page.getByRole('button', { name: /^(Create|Sign up)/ }).click();
    await page.waitForURL((url) => !url.pathname.startsWith('/sign-up'));
  }
  return page;
}

async function openedByUrl(page: Page): Promise<void> {
  await page.getByRole('dialog').waitFor();
}

async function refuseSignIn(page: Page): Promise<void> {
  await page.getByLabel('E-mail address').fill('nobody@example.com');
  await page.getByLabel('Password').first().fill('not the password');
  await page.getByRole('button', { name: 'Sign in', exact: true }).click();
  await page.locator('form').getByRole('alert').waitFor();
}

async function openRequest(page: Page): Promise<void> {
  await page
    .getByRole('region', { name: /^Requests/ })
    .getByRole('button')
    .first()
    .click();
  await page.getByRole('dialog').getByRole('heading', { name: 'Cost' }).waitFor();
}

async function openSheet(page: Page): Promise<void> {
  await page.keyboard.press('?');
  await page.getByRole('dialog', { name: 'Keyboard shortcuts' }).waitFor();
}

async function openPalette(page: Page): Promise<void> {
  await page.keyboard.press('Control+k');
  await page.getByRole('combobox', { name: 'Search or jump to' }).waitFor();
}

async function searchPalette(page: Page): Promise<void> {
  await openPalette(page);
  await page.keyboard.type('key');
  await page.getByRole('option').first().waitFor();
}

async function createKey(page: Page): Promise<void> {
  await page
    .getByRole('dialog')
    .getByLabel('Name')
    .fill(`screens ${randomUUID().slice(0, 4)}`);
  await page.getByRole('dialog').getByRole('button', { name: 'Create key' }).click();
  await page.getByTestId('api-key').waitFor();
}
