import { expect, test } from 'vitest';
import { projectBurn } from './project-burn.ts';

const DAY_MS = 86_400_000;
const given = { budgetPico: 100n, spentPico: 40n, recentPico: 30n, lookBackMs: DAY_MS, endMs: 10 * DAY_MS, nowMs: 0 };

test('what is left is divided by the pace of late', () => {
  expect(projectBurn(given)).toEqual({ picoPerDay: 30n, runsOutMs: 2 * DAY_MS });
  expect(projectBurn({ ...given, lookBackMs: DAY_MS / 8 })).toEqual({ picoPerDay: 240n, runsOutMs: DAY_MS / 4 });
});

test('a budget that starts anew before it is spent lasts', () => {
  expect(projectBurn({ ...given, endMs: 2 * DAY_MS }).runsOutMs).toBeNull();
  expect(projectBurn({ ...given, recentPico: 0n }).runsOutMs).toBeNull();
});

test('a budget that is spent has run out now, whatever the pace', () => {
  expect(projectBurn({ ...given, spentPico: 100n, recentPico: 0n, nowMs: 7 }).runsOutMs).toBe(7);
  expect(projectBurn({ ...given, spentPico: 400n, endMs: null, nowMs: 7 }).runsOutMs).toBe(7);
});

test('a budget that never starts anew is foretold for a year and no further', () => {
  expect(projectBurn({ ...given, endMs: null, recentPico: 1n }).runsOutMs).toBe(60 * DAY_MS);
  expect(projectBurn({ ...given, endMs: null, budgetPico: 10n ** 24n, recentPico: 1n }).runsOutMs).toBeNull();
});
