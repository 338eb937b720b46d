import { expect, test } from 'vitest';
import { untilMinuteOfDay } from './duty.ts';

const at = (iso: string) => Date.parse(iso);

test('a nightly duty runs once a day, at its time in UTC', () => {
  expect(untilMinuteOfDay(197, at('2026-11-20T00:00:00Z'))).toBe(197 * 60_000);
  expect(untilMinuteOfDay(197, at('2026-11-20T03:16:59.999Z'))).toBe(1);
  expect(untilMinuteOfDay(197, at('2026-11-20T03:17:00Z'))).toBe(86_400_000);
  expect(untilMinuteOfDay(197, at('2026-11-20T12:00:00Z'))).toBe(at('2026-11-21T03:17:00Z') - at('2026-11-20T12:00:00Z'));
});
