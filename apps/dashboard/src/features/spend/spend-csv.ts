import { usdFromPico } from '@tollgate/core/money/pico-usd';
import type { SpendRow } from './spend-rows.ts';
import { type CsvCell, writeCsv } from '@tollgate/core/csv/write-csv';

const HEADER = [
  'id',
  'cost_usd',
  'share_percent',
  'requests',
  'input_tokens',
  'output_tokens',
  'cost_per_request_usd',
  'unpriced_attempts',
  'estimated_attempts',
];
const COMPARED_HEADER = ['compared_cost_usd', 'change_usd', 'change_percent'];

/** The table as CSV with exact amounts, so that the sum of a column is the total to the last digit. What is not known is left empty. */
export function spendCsv(groupLabel: string, rows: readonly SpendRow[]): string {
  const isCompared = rows.some(({ change }) => change !== null);
  return writeCsv(
    [groupLabel, ...HEADER, ...(isCompared ? COMPARED_HEADER : [])],
    rows.map((row): CsvCell[] => [
      { text: row.label },
      { text: row.id },
      { number: row.isUnpriced ? '' : usdFromPico(row.costPico) },
      { number: row.share === null ? '' : row.share.toFixed(1) },
      { number: String(row.requests) },
      { number: String(row.tokens.input) },
      { number: String(row.tokens.output) },
      { number: row.costPerRequestPico === null ? '' : usdFromPico(row.costPerRequestPico) },
      { number: String(row.unpricedAttempts) },
      { number: String(row.estimatedAttempts) },
      ...(row.change === null
        ? []
        : [
            { number: usdFromPico(row.change.beforePico) },
            { number: usdFromPico(row.change.byPico) },
            { number: row.change.percent === null ? '' : row.change.percent.toFixed(1) },
          ]),
    ]),
  );
}
