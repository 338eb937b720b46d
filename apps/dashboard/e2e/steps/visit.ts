import { randomInt } from 'node:crypto';
import type { launchBrowser } from '@tollgate/testing/browser';
import { readStack } from '../stack/stack.ts';

export type Browser = Awaited<ReturnType<typeof launchBrowser>>;
export type Page = Awaited<ReturnType<Browser['newPage']>>;
export type Locator = ReturnType<Page['locator']>;

export type Visitor = {
  page: Page;
  /** What must never happen on any page: dialogs, exceptions, refused scripts, requests to elsewhere. */
  readonly problems: readonly string[];
  close(): Promise<void>;
};

export type VisitOptions = { width?: number; height?: number; colorScheme?: 'light' | 'dark'; timezoneId?: string };

/** A person with a browser profile of their own, coming from an address of their own. */
export async function visit(browser: Browser, { width = 1280, height = 800, ...options }: VisitOptions = {}): Promise<Visitor> {
  const { dashboardUrl } = readStack();
  const context = await browser.newContext({
    baseURL: dashboardUrl,
    viewport: { width, height },
    // Dialogs and drawers are where they belong at once, so that nothing is looked at half-way.
    reducedMotion: 'reduce',
    acceptDownloads: true,
    // Sign-ins are counted by address.
    extraHTTPHeaders: { 'x-forwarded-for': `198.51.100.${randomInt(1, 255)}` },
    ...options,
  });
  context.setDefaultTimeout(15_000);
  const page = await context.newPage();
  const problems: string[] = [];
  page.on('dialog', (dialog) => {
    problems.push(`dialog: ${dialog.message()}`);
    void dialog.dismiss();
  });
  page.on('pageerror', (error) => problems.push(`exception: ${error.message}`));
  page.on('console', (message) => {
    if (message.type() === 'error' && /Content Security Policy|hydrat/i.test(message.text())) problems.push(`console: ${message.text()}`);
  });
  page.on('request', (request) => {
    const url = request.url();
    if (!url.startsWith(dashboardUrl) && !/^(data|blob|about):/.test(url)) problems.push(`request to ${url}`);
  });
  return { page, problems, close: () => context.close() };
}
