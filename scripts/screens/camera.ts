/// <reference lib="dom" />
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Page, Screen } from './screen-list.ts';

export type Picture = { subject: string; screen: string; width: number; theme: 'light' | 'dark'; file: string };

const WIDTHS = [1280, 375];
const HEIGHT = 800;
/** Beyond this a long table says nothing new. */
const MOST_HEIGHT = 2400;

/** Takes a screen in both themes and at both widths; the page is opened anew for each width, as a person with that window would. */
export function createCamera(page: Page, folder: string, subject: string): (screen: Screen) => Promise<Picture[]> {
  return async (screen) => {
    const pictures: Picture[] = [];
    for (const width of WIDTHS) {
      if (screen.width !== undefined && screen.width !== width) continue;
      await page.setViewportSize({ width, height: HEIGHT });
      await page.emulateMedia({ colorScheme: 'light' });
      await page.goto(screen.path);
      await settle(page);
      await screen.open?.(page);
      await settle(page);
      for (const theme of ['light', 'dark'] as const) {
        await page.emulateMedia({ colorScheme: theme });
        await page.locator(`html.${theme}`).waitFor();
        const file = join(subject, `${screen.name.replaceAll(/[^a-z0-9]+/gi, '-')}-${width}-${theme}.png`);
        mkdirSync(join(folder, subject), { recursive: true });
        await photograph(page, join(folder, file), screen.open === undefined);
        pictures.push({ subject, screen: screen.name, width, theme, file });
      }
    }
    return pictures;
  };
}

/** A page as a whole, but what lies over a page as the window shows it. */
async function photograph(page: Page, path: string, isWhole: boolean): Promise<void> {
  const height = await page.evaluate(() => document.documentElement.scrollHeight);
  const clip = { x: 0, y: 0, width: page.viewportSize()?.width ?? 0, height: Math.min(height, MOST_HEIGHT) };
  await page.screenshot(isWhole ? { path, fullPage: true, clip } : { path });
}

/** Until nothing is loading any more and fonts are there. */
async function settle(page: Page): Promise<void> {
  await page.locator('h1, [role="dialog"]').first().waitFor();
  // What pulses without being a place for something to come, such as the sign of waiting, goes on.
  await page.locator('.animate-skeleton.bg-surface-hover').first().waitFor({ state: 'detached' });
  await page.evaluate(async () => {
    await document.fonts.ready;
    const ending = document.getAnimations().filter(({ effect }) => effect?.getTiming().iterations !== Infinity);
    await Promise.all(ending.map(({ finished }) => finished.catch(() => undefined)));
  });
}
