import { expect, test } from 'vitest';
import { describeMeasureChange, MEASURE_TEXTS, MEASURES } from './measures.ts';

const figures = { costPico: 0n, requests: 0, failedRequests: 0, rescuedRequests: 0, tokens: 0, p95Ms: null };

test('nothing is never a rate of nothing', () => {
  expect(MEASURES.map((measure) => MEASURE_TEXTS[measure].format(figures))).toEqual(['$0.00', '0', '–', '–', '0', '0']);
});

test('a rate near the whole is not rounded up to it', () => {
  const { format } = MEASURE_TEXTS.success;
  expect(format({ ...figures, requests: 10_000, failedRequests: 3 })).toBe('99.97 %');
  expect(format({ ...figures, requests: 200, failedRequests: 10 })).toBe('95 %');
});

test('rates move in points, everything else in percent, and only some moves are good or bad', () => {
  const before = { ...figures, costPico: 10n ** 12n, requests: 100, failedRequests: 5, p95Ms: 1000 };
  const now = { ...figures, costPico: 3n * 10n ** 12n, requests: 100, failedRequests: 8, p95Ms: 900 };
  expect(describeMeasureChange('spend', now, before)).toEqual({ text: '▲ 200 %', tone: 'neutral' });
  expect(describeMeasureChange('success', now, before)).toEqual({ text: '▼ 3 points', tone: 'bad' });
  expect(describeMeasureChange('p95', now, before)).toEqual({ text: '▼ 10 %', tone: 'good' });
  expect(describeMeasureChange('requests', now, before).text).toBe('as before');
  expect(describeMeasureChange('tokens', { ...now, tokens: 5 }, before).text).toBe('nothing before');
});
