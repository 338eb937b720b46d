import { type CsvCell, csvHeader, csvRow } from '@tollgate/core/csv/write-csv';
import { usdFromPico } from '@tollgate/core/money/pico-usd';
import type { RequestRow } from '@tollgate/db/ledger/request-columns';

export const EXPORT_FORMATS = ['csv', 'jsonl'] as const;
export type ExportFormat = (typeof EXPORT_FORMATS)[number];

/** A cell as data: text from callers, our own decimal text, or nothing. */
type Column = {
  name: string;
  isMoney?: true;
  read(row: RequestRow): string | number | boolean | null | { decimal: string } | string[] | object;
};

const COLUMNS: readonly Column[] = [
  { name: 'request_id', read: (row) => row.requestId },
  { name: 'started_at', read: (row) => row.startedAt.toISOString() },
  { name: 'status', read: (row) => row.status },
  { name: 'error_code', read: (row) => row.errorCode },
  { name: 'error_message', read: (row) => row.errorMessage },
  { name: 'project_id', read: (row) => row.projectId },
  { name: 'key_id', read: (row) => row.keyId },
  { name: 'key_name', read: (row) => row.keyName },
  { name: 'end_user', read: (row) => row.endUser },
  { name: 'session_id', read: (row) => row.sessionId },
  { name: 'route', read: (row) => row.route },
  { name: 'requested_model', read: (row) => row.requestedModel },
  { name: 'provider', read: (row) => row.provider },
  { name: 'model', read: (row) => row.model },
  { name: 'streamed', read: (row) => row.isStream },
  { name: 'attempts', read: (row) => row.attempts },
  { name: 'cache', read: (row) => row.cache },
  { name: 'input_tokens', read: (row) => row.inputTokens },
  { name: 'output_tokens', read: (row) => row.outputTokens },
  { name: 'cost_usd', isMoney: true, read: (row) => (row.costPico === null ? null : { decimal: usdFromPico(BigInt(row.costPico)) }) },
  { name: 'has_unpriced_attempts', isMoney: true, read: (row) => row.unpricedAttempts > 0 },
  { name: 'tokens_estimated', read: (row) => row.isEstimated },
  { name: 'duration_ms', read: (row) => row.durationMs },
  { name: 'first_token_ms', read: (row) => row.firstTokenMs },
  { name: 'tags', read: (row) => row.tags },
  { name: 'metadata', read: (row) => row.metadata },
];

/** Writes rows of a file. Prompts and answers are never among the columns; money only where the role may see it. */
export type ExportWriter = { head: string; row(row: RequestRow): string };

export function exportWriter(format: ExportFormat, seesMoney: boolean): ExportWriter {
  const columns = COLUMNS.filter(({ isMoney }) => seesMoney || isMoney !== true);
  if (format === 'csv') {
    return { head: csvHeader(columns.map(({ name }) => name)), row: (row) => csvRow(columns.map((column) => toCell(column.read(row)))) };
  }
  return {
    head: '',
    row: (row) => `${JSON.stringify(Object.fromEntries(columns.map((column) => [column.name, toJson(column.read(row))])))}\n`,
  };
}

function toCell(value: ReturnType<Column['read']>): CsvCell {
  if (value === null) return { number: '' };
  if (typeof value === 'number') return { number: String(value) };
  if (typeof value === 'boolean' || typeof value === 'string') return { text: String(value) };
  if (Array.isArray(value)) return { text: value.join(' ') };
  if (isDecimal(value)) return { number: value.decimal };
  return { text: Object.keys(value).length === 0 ? '' : JSON.stringify(value) };
}

/** Amounts are text, because a reader's floating point would round them. */
function toJson(value: ReturnType<Column['read']>): unknown {
  return typeof value === 'object' && value !== null && isDecimal(value) ? value.decimal : value;
}

function isDecimal(value: object): value is { decimal: string } {
  return !Array.isArray(value) && 'decimal' in value && typeof value.decimal === 'string' && Object.keys(value).length === 1;
}
