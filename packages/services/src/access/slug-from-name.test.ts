import { expect, test } from 'vitest';
import { freeSlug, slugFromName } from './slug-from-name.ts';

test.each([
  ['Acme', 'acme'],
  ['  Acme & Söhne GmbH ', 'acme-sohne-gmbh'],
  ['"><svg onload=alert(1)>', 'svg-onload-alert-1'],
  ['株式会社', ''],
  ['--a--', 'a'],
  [`${'a'.repeat(47)} b`, 'a'.repeat(47)],
])('%s becomes the address part "%s"', (name, slug) => {
  expect(slugFromName(name)).toBe(slug);
});

test('a taken slug is counted up and a name without letters falls back', () => {
  expect(freeSlug('Acme', 'organization', new Set(['acme', 'acme-2']))).toBe('acme-3');
  expect(freeSlug('株式会社', 'organization', new Set())).toBe('organization');
});
