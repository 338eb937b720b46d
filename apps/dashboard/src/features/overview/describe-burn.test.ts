import { expect, test } from 'vitest';
import { describeBurn } from './describe-burn.ts';

const USD = 10n ** 12n;
const nowMs = Date.UTC(2026, 10, 20, 12);
const given = { budgetPico: 50n * USD, spentPico: 20n * USD, picoPerDay: 5n * USD, runsOutAt: null, renewsAt: '2026-12-01T00:00:00.000Z' };

test.each([
  [given, 'lasts', 'Lasts at $5.00 a day'],
  [{ ...given, picoPerDay: 0n }, 'lasts', 'Nothing spent of late'],
  [{ ...given, runsOutAt: '2026-11-20T12:25:00.000Z' }, 'soon', 'Runs out in 25 min at $5.00 a day'],
  [{ ...given, runsOutAt: '2026-11-21T20:00:00.000Z' }, 'soon', 'Runs out in 32 h at $5.00 a day'],
  [{ ...given, runsOutAt: '2026-11-26T12:00:00.000Z' }, 'soon', 'Runs out in 6 days at $5.00 a day'],
  [{ ...given, spentPico: 50n * USD, runsOutAt: '2026-11-20T12:00:00.000Z' }, 'spent', 'Spent: its requests are refused for 11 days'],
  [{ ...given, spentPico: 60n * USD, renewsAt: null }, 'spent', 'Spent: its requests are refused'],
])('%o is told as %s: %s', (budget, state, text) => {
  expect(describeBurn(budget, nowMs)).toEqual({ state, text });
});
