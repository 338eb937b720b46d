import { writeCsv, type CsvCell } from '@tollgate/core/csv/write-csv';
import type { AuditRow } from './audit-row.ts';

const HEADER = [
  'at',
  'actor',
  'actor_email',
  'actor_id',
  'via',
  'address',
  'action',
  'object_type',
  'object_name',
  'object_id',
  'before',
  'after',
  'event_id',
];

/** One line an event; what people wrote cannot be run by a spreadsheet. */
export function auditCsv(rows: readonly AuditRow[]): string {
  return writeCsv(
    HEADER,
    rows.map((row) =>
      [
        row.at,
        row.actor.name ?? (row.via === 'configuration' ? 'configuration file' : ''),
        row.actor.email ?? '',
        row.actor.id,
        row.via,
        row.address ?? '',
        row.action,
        row.objectType,
        row.objectName ?? '',
        row.objectId,
        side(row, 'before'),
        side(row, 'after'),
        row.id,
      ].map((text): CsvCell => ({ text })),
    ),
  );
}

function side({ changes }: AuditRow, name: 'before' | 'after'): string {
  return changes.flatMap((change) => (change[name] === null ? [] : [`${change.field}: ${change[name]}`])).join('; ');
}
