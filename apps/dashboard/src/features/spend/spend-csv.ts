import { usdFromPico } from '@tollgate/core/money/pico-usd';
import type { SpendRow } from './spend-rows.ts';
import { type CsvCell, writeCsv } from '@tollgate/core/csv/write-csv';

/** The table as CSV with exact amounts, so that the sum of a column is the total to the last digit. What is not known is left empty. */
export function spendCsv(groupLabel: string, rows: readonly SpendRow[]): string {
  const header = [
    groupLabel,
    'id',
    'cost_usd',
    'share_percent',
    'requests',
    'input_tokens',
    'output_tokens',
    'cost_per_request_usd',
    'unpriced_attempts',
  ];
  return writeCsv(
    header,
    rows.map((row): CsvCell[] => [
      { text: row.label },
      { text: row.id },
      { number: row.isUnpriced ? '' : usdFromPico(row.costPico) },
      { number: row.share === null ? '' : row.share.toFixed(1) },
      { number: String(row.requests) },
      { number: row.tokens === null ? '' : String(row.tokens.input) },
      { number: row.tokens === null ? '' : String(row.tokens.output) },
      { number: row.costPerRequestPico === null ? '' : usdFromPico(row.costPerRequestPico) },
      { number: String(row.unpricedAttempts) },
    ]),
  );
}
