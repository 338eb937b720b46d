import { disarm } from '@tollgate/core/csv/write-csv';
import { readCsv } from '@tollgate/core/testing/read-csv';
import { formulaAttacks, markupAttacks } from '@tollgate/testing/attack-corpus';
import { expect, test } from 'vitest';
import { spendCsv } from './spend-csv.ts';
import { prepareSpend } from './spend-rows.ts';
import type { Spend } from './spend-types.ts';

const end = '2026-03-03T00:00:00.000Z';
const series = (id: string, costPico: bigint[], given: Partial<Spend['series'][number]> = {}): Spend['series'][number] => ({
  id,
  label: id.toUpperCase(),
  costPico,
  totalPico: costPico.reduce((sum, cost) => sum + cost, 0n),
  requests: 2,
  attempts: 2,
  inputTokens: 10,
  outputTokens: 5,
  unpricedAttempts: 0,
  estimatedAttempts: 0,
  compared: null,
  ...given,
});
const spendOf = (all: Spend['series'], given: Partial<Spend> = {}): Spend => ({
  buckets: ['2026-03-01T00:00:00.000Z', '2026-03-02T00:00:00.000Z'],
  series: all,
  totals: {
    requests: 4,
    failedRequests: 0,
    attempts: 4,
    unpricedAttempts: 0,
    estimatedAttempts: 0,
    inputTokens: 20,
    outputTokens: 10,
    costPico: all.reduce((sum, one) => sum + one.totalPico, 0n),
  },
  compared: null,
  completeTo: null,
  isAdditive: true,
  otherCount: 0,
  ...given,
});

test('the rows add up to the total of the chart and to the whole', () => {
  const spend = spendOf(Array.from({ length: 30 }, (_, index) => series(`m${index}`, [BigInt(index) * 3n, 7n])));
  const { chart, rows } = prepareSpend(spend, end, end);
  expect(rows).toHaveLength(30);
  expect(chart.series).toHaveLength(9);
  expect(rows.reduce((sum, row) => sum + row.costPico, 0n)).toBe(spend.totals.costPico);
  expect(chart.total).toBe(spend.totals.costPico);
});

test('a row bears the colour of its part of the chart', () => {
  const { chart, rows } = prepareSpend(spendOf([series('a', [5n, 5n]), series('b', [1n, 1n])]), end, end);
  expect(rows.map((row) => row.color)).toEqual(chart.series.map((part) => part.color));
});

test('what has no price at all is unpriced, never a cost of zero', () => {
  const { rows } = prepareSpend(
    spendOf([series('a', [5n, 5n], { unpricedAttempts: 1 }), series('b', [0n, 0n], { unpricedAttempts: 2 })]),
    end,
    end,
  );
  expect(rows.map((row) => [row.isUnpriced, row.costPerRequestPico])).toEqual([
    [false, 5n],
    [true, null],
  ]);
  expect(spendCsv('model', rows).split('\r\n')[2]).toBe('"B","b",,0.0,2,10,5,,2,0');
});

test('the fold says how many it holds, and what was estimated is counted in the export', () => {
  const { rows } = prepareSpend(
    spendOf([series('a', [5n, 5n], { estimatedAttempts: 3 }), series('other', [1n, 1n], { label: 'Other' })], {
      otherCount: 37,
      isAdditive: false,
    }),
    end,
    end,
  );
  expect(rows.map((row) => row.label)).toEqual(['A', 'Other (37)']);
  expect(spendCsv('tag', rows).split('\r\n')[1]).toBe('"A","a",0.00000000001,83.3,2,10,5,0.000000000005,0,3');
});

test('beside another range every row bears its change, exactly, also one that is gone', () => {
  const compared = (totalPico: bigint) => ({ compared: { totalPico, requests: 1 } });
  const { rows } = prepareSpend(
    spendOf([series('a', [5n, 5n], compared(4n)), series('new', [1n, 1n], compared(0n)), series('gone', [0n, 0n], compared(9n))]),
    end,
    end,
  );
  expect(rows.map(({ id, change }) => [id, change?.byPico, change?.percent])).toEqual([
    ['a', 6n, 150],
    ['new', 2n, null],
    ['gone', -9n, -100],
  ]);
  const lines = spendCsv('model', rows).split('\r\n');
  expect(lines[0]).toMatch(/"compared_cost_usd","change_usd","change_percent"$/);
  expect(lines.slice(1, 4).map((line) => line.split(',').slice(-3).join(','))).toEqual([
    '0.000000000004,0.000000000006,150.0',
    '0,0.000000000002,',
    '0.000000000009,-0.000000000009,-100.0',
  ]);
});

test('a name cannot hide its direction marks in the chart, and the export keeps it as it was', () => {
  const { chart, rows } = prepareSpend(spendOf([series('x', [1n, 1n], { label: '\u202Eevil' })]), end, end);
  expect(chart.series[0]?.label).toBe('[U+202E]evil');
  expect(spendCsv('end user', rows)).toContain('"\u202Eevil"');
});

test.each([...formulaAttacks(), ...markupAttacks()])('%j as a label is text in the export and no formula', (text) => {
  const { rows } = prepareSpend(spendOf([series(text, [1n, 1n], { label: text })]), end, end);
  const [head = [], cells = []] = readCsv(spendCsv(text, rows));
  expect(head[0]).toBe(disarm(text));
  expect(cells.slice(0, 3)).toEqual([disarm(text), disarm(text), '0.000000000002']);
});
