import { expect, test } from 'vitest';
import { findAccessibilityViolations } from './axe.ts';
import { launchBrowser } from './browser.ts';

test('the browser opens a page and axe names what is wrong with it', async () => {
  const browser = await launchBrowser();
  try {
    const context = await browser.newContext();
    const page = await context.newPage();
    await page.setContent('<html lang="en"><title>A page</title><main><h1>A page</h1><img src="data:,"></main></html>');
    expect(await page.textContent('h1')).toBe('A page');
    const violations = await findAccessibilityViolations(page);
    expect(violations).toEqual([expect.stringMatching(/^image-alt: .* \(img\)$/)]);
  } finally {
    await browser.close();
  }
});
