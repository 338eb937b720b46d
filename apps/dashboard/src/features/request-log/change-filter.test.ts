import { formatRequestQuery } from '@tollgate/core/request-filter/format-request-query';
import { parseRequestQuery } from '@tollgate/core/request-filter/parse-request-query';
import { expect, test } from 'vitest';
import { hasValue, toggleValue } from './change-filter.ts';

function toggled(query: string, field: Parameters<typeof toggleValue>[1], value: string): string {
  const parsed = parseRequestQuery(query);
  if (!parsed.ok) throw new Error(parsed.message);
  const next = toggleValue(parsed.filter, field, value);
  expect(hasValue(next, field, value)).toBe(!hasValue(parsed.filter, field, value));
  return formatRequestQuery(next);
}

test.each([
  ['', 'model', 'gpt-4o', 'model:gpt-4o'],
  ['model:gpt-4o', 'model', 'gpt-4.1', 'model:gpt-4o,gpt-4.1'],
  ['model:gpt-4o,gpt-4.1 cost>1', 'model', 'gpt-4o', 'model:gpt-4.1 cost>1'],
  ['model:gpt-4o', 'model', 'gpt-4o', ''],
  ['-model:gpt-4o', 'model', 'gpt-4o', '-model:gpt-4o model:gpt-4o'],
  ['streamed:yes', 'streamed', 'no', 'streamed:no'],
  ['streamed:no status:error', 'streamed', 'no', 'status:error'],
] as const)('%j with %s %s becomes %j', (query, field, value, expected) => {
  expect(toggled(query, field, value)).toBe(expected);
});
