import { expect, test } from 'vitest';
import { resolveRange } from '../time-range/range.ts';
import { requestParameters } from './request-links.ts';

const time = { choice: { preset: '24h' as const, from: null, to: null }, zone: 'Europe/Berlin' };

test('a stretch is linked to by the wall clock and means the same again, up to midnight too', () => {
  const span = { fromMs: Date.UTC(2026, 2, 1, 21, 45), toMs: Date.UTC(2026, 2, 1, 23) };
  const { from = '', to = '', range, zone, scope, q } = requestParameters(time, 'organization', { span, query: 'status:error' });
  expect([from, to, range, zone, scope, q]).toEqual([
    '2026-03-01T22:45',
    '2026-03-02T00:00',
    'custom',
    'Europe/Berlin',
    'all',
    'status:error',
  ]);
  expect(resolveRange({ preset: 'custom', from, to }, zone ?? '', Date.UTC(2026, 5, 1))).toEqual(span);
});

test('the whole range is linked to under its name', () => {
  expect(requestParameters(time, 'project')).toEqual({ range: '24h', zone: 'Europe/Berlin', scope: 'project' });
});
