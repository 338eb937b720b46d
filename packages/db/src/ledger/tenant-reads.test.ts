import { readdirSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';

/** SQL that works for the worker on every organisation at once. Anything else in this folder names its organisation. */
const ACROSS_ORGANIZATIONS = [
  'default-partition-rows.ts',
  'drop-expired-contents.ts',
  'ensure-partitions.ts',
  'find-rollup-drift.ts',
  'ingest-statement.ts',
  'insert-contents.ts',
  'read-key-budgets.ts',
  'read-period-spend.ts',
  'rollup-facts.ts',
  // Reads no table.
  'spend-buckets.ts',
  'touch-keys.ts',
];

const folder = new URL('./', import.meta.url);
const withSql = readdirSync(folder)
  .filter((name) => name.endsWith('.ts') && !name.includes('.test.'))
  .map((name) => ({ name, text: readFileSync(new URL(name, folder), 'utf8') }))
  .filter(({ text }) => /\b(?:SELECT|UPDATE|DELETE)\b/.test(text));

test('every statement that reads for a tenant is narrowed to its organisation', () => {
  const unscoped = withSql.filter(({ text }) => !/organization_id = \$1\b/.test(text)).map(({ name }) => name);
  expect(unscoped).toEqual(ACROSS_ORGANIZATIONS);
});
