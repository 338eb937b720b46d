import { Badge } from '@tollgate/ui/badge';
import { RelativeTime } from '@tollgate/ui/relative-time';
import { Table, TableBody, TableCell, TableHead, TableHeader, TableRow } from '@tollgate/ui/table';
import { CallerText } from '../caller-text/caller-text.tsx';
import { revealOverrides } from '../caller-text/reveal-controls.ts';
import type { AuditRow } from './audit-row.ts';
import { describeAction, describeField, describeType } from './describe-action.ts';

export const AUDIT_COLUMNS = ['When', 'Who', 'What', 'Change', 'From'];

type AuditTableProps = { rows: readonly AuditRow[]; onObject: (row: AuditRow) => void };

export function AuditTable({ rows, onObject }: AuditTableProps) {
  return (
    <Table label="Audit log, newest first">
      <TableHead>
        <tr>
          {AUDIT_COLUMNS.map((column) => (
            <TableHeader key={column}>{column}</TableHeader>
          ))}
        </tr>
      </TableHead>
      <TableBody>
        {rows.map((row) => (
          <TableRow key={row.id} className="align-top">
            <TableCell className="align-top whitespace-nowrap text-muted-foreground">
              <RelativeTime value={row.at} />
            </TableCell>
            <TableCell className="max-w-36 align-top sm:max-w-56">
              <Actor row={row} />
            </TableCell>
            <TableCell className="min-w-48 align-top">
              {describeAction(row.action)} <span className="text-muted-foreground">{describeType(row.objectType)}</span>{' '}
              <button
                type="button"
                title={`Only what happened to ${row.objectId}`}
                onClick={() => onObject(row)}
                className="max-w-60 truncate rounded-sm align-bottom font-medium text-accent underline-offset-2 hover:underline"
              >
                <CallerText text={row.objectName ?? (row.objectType === 'invitation' ? 'link' : row.objectId)} />
              </button>
            </TableCell>
            <TableCell className="min-w-60 align-top">
              <Changes changes={row.changes} />
            </TableCell>
            <TableCell className="align-top whitespace-nowrap">
              {row.via === 'configuration' ? (
                <Badge>configuration file</Badge>
              ) : (
                <span className="font-mono text-xs text-muted-foreground">{row.address ?? 'dashboard'}</span>
              )}
            </TableCell>
          </TableRow>
        ))}
      </TableBody>
    </Table>
  );
}

function Actor({ row: { actor, via } }: { row: AuditRow }) {
  if (via === 'configuration') return <>Configuration as code</>;
  return (
    <>
      <CallerText text={actor.name ?? 'Deleted account'} className="block font-medium" />
      <span className="block truncate text-xs text-muted-foreground">{actor.email ?? actor.id}</span>
    </>
  );
}

function Changes({ changes }: Pick<AuditRow, 'changes'>) {
  if (changes.length === 0) return <span className="text-muted-foreground">–</span>;
  return (
    <dl className="flex flex-col gap-0.5 text-xs">
      {changes.map(({ field, before, after }) => (
        <div key={field} className="flex flex-wrap gap-x-1.5">
          <dt className="text-muted-foreground">{describeField(field)}</dt>
          <dd className="min-w-0 break-words [overflow-wrap:anywhere]">
            {before !== null && (
              <>
                <del>
                  <span className="sr-only">was </span>
                  <bdi>{revealOverrides(before)}</bdi>
                </del>{' '}
                <span aria-hidden>→</span>{' '}
              </>
            )}
            {after === null ? <span className="text-muted-foreground">nothing</span> : <bdi>{revealOverrides(after)}</bdi>}
          </dd>
        </div>
      ))}
    </dl>
  );
}
