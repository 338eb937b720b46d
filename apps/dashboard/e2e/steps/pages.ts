import type { Locator, Page } from './visit.ts';

export const PAGES = [
  { title: 'Overview', path: '/overview' },
  { title: 'Requests', path: '/requests' },
  { title: 'Costs', path: '/costs' },
  { title: 'Routes', path: '/routes' },
  { title: 'Providers', path: '/providers' },
  { title: 'Models & prices', path: '/models' },
  { title: 'API keys', path: '/keys' },
  { title: 'Members', path: '/members' },
  { title: 'Audit log', path: '/audit' },
  { title: 'Organisation', path: '/organization' },
  { title: 'Project settings', path: '/settings' },
] as const;

export type PageTitle = (typeof PAGES)[number]['title'];

/** Follows the link in the navigation and waits for the page's heading. */
export async function openPage(page: Page, title: PageTitle): Promise<void> {
  await page.getByRole('navigation', { name: 'Pages' }).getByRole('link', { name: title }).click();
  await page.getByRole('heading', { level: 1, name: title }).waitFor();
}

/** The rows of the Requests page; each opens with the button in its first cell. */
export function requestRows(page: Page): Locator {
  return page.getByRole('region', { name: 'Requests, newest first' }).locator('tbody tr[data-request-id]');
}

/** The drawer of one request, once what it shows has come. */
export async function requestDrawer(page: Page): Promise<Locator> {
  const drawer = page.getByRole('dialog', { name: 'Request' });
  await drawer.getByRole('heading', { name: 'Cost' }).waitFor();
  return drawer;
}

/** Waits for the newest request of a model and opens it. */
export async function openRequest(page: Page, model: string): Promise<Locator> {
  await requestRows(page).filter({ hasText: model }).first().getByRole('button').click();
  return requestDrawer(page);
}
