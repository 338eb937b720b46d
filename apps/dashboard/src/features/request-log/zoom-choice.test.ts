import { expect, test } from 'vitest';
import { resolveRange } from '../time-range/range.ts';
import { zoomChoice } from './zoom-choice.ts';

test.each(['UTC', 'Europe/Lisbon', 'Asia/Kathmandu'])('a zoom resolves to the span that was chosen, also at midnight, in %s', (zone) => {
  for (const hour of [0, 5, 18, 23]) {
    const fromMs = Date.UTC(2026, 10, 19, hour);
    const range = { fromMs, toMs: fromMs + 3_600_000 };
    expect(resolveRange(zoomChoice(zone, range.fromMs, range.toMs), zone, Date.UTC(2026, 10, 20))).toEqual(range);
  }
});

test('a span of seconds is widened to its minutes', () => {
  const at = Date.UTC(2026, 10, 19, 12, 30, 20);
  const range = resolveRange(zoomChoice('UTC', at, at + 10_000), 'UTC', at);
  expect(range).toEqual({ fromMs: Date.UTC(2026, 10, 19, 12, 30), toMs: Date.UTC(2026, 10, 19, 12, 31) });
});
