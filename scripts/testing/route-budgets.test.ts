import { randomBytes } from 'node:crypto';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { findOutgrown, readRouteSizes } from './route-budgets.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'tollgate-budgets-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

function write(path: string, content: string | Buffer): void {
  mkdirSync(dirname(join(folder, path)), { recursive: true });
  writeFileSync(join(folder, path), content);
}

/** A page as `next build` leaves it behind. */
function writePage(route: string, scripts: string[]): void {
  const manifest = JSON.stringify({ entryJSFiles: { layout: ['static/shared.js'], page: scripts } });
  write(
    `server/app${route}/page_client-reference-manifest.js`,
    `globalThis.__RSC_MANIFEST = {};\nglobalThis.__RSC_MANIFEST["${route}/page"] = ${manifest};`,
  );
  write(`server/app${route}/page/build-manifest.json`, JSON.stringify({ rootMainFiles: ['static/main.js'] }));
}

test('a page is as large as all it loads, each script once', () => {
  write('static/main.js', randomBytes(100_000));
  write('static/shared.js', randomBytes(20_000));
  write('static/page.js', randomBytes(5000));
  writePage('/(shell)/keys', ['static/page.js', 'static/shared.js']);
  const [size] = readRouteSizes(folder);
  expect(size?.route).toBe('/(shell)/keys');
  expect(size?.bytes).toBeGreaterThan(125_000);
  expect(size?.bytes).toBeLessThan(126_000);
});

test('a page over its budget is named with both sizes, one on it is not', () => {
  expect(findOutgrown([{ route: '/(shell)/keys', bytes: 230_000 }])).toEqual([]);
  expect(findOutgrown([{ route: '/(shell)/keys', bytes: 230_001 }])).toEqual([
    expect.stringMatching(/\/keys loads 230\.0 kB .* budget is 230 kB/),
  ]);
  expect(findOutgrown([{ route: '/(auth)/sign-in', bytes: 200_000 }])).toHaveLength(1);
});

test('a build that cannot be read is not taken for a small one', () => {
  write('server/app/x/page_client-reference-manifest.js', 'something else');
  expect(() => readRouteSizes(folder)).toThrow('is not a manifest');
});
