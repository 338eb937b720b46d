import { expect, test } from 'vitest';
import { newId } from './new-id.ts';

test('a million identifiers of the same millisecond are all different', () => {
  const seen = new Set<string>();
  for (let i = 0; i < 1_000_000; i++) seen.add(newId('att', 1_700_000_000_000));
  expect(seen.size).toBe(1_000_000);
});

test('identifiers sort by the time they were made and begin with their prefix', () => {
  const ids = [1, 1000, 1_700_000_000_000, 1_700_000_000_001, 4_000_000_000_000].map((atMs) => newId('req', atMs));
  expect([...ids].sort()).toEqual(ids);
  for (const id of ids) expect(id).toMatch(/^req_[0-9a-hjkmnp-tv-z]{26}$/);
});
