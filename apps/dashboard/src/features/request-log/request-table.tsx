import { Table, TableBody, TableCell, TableHead, TableHeader, TableRow } from '@tollgate/ui/table';
import { formatInstant } from '../time-range/format-bucket.ts';
import { CostCell } from './cost-cell.tsx';
import { formatDuration } from './format-duration.ts';
import { ModelName } from './model-name.tsx';
import { RequestMarks } from './request-marks.tsx';
import type { RequestRow } from './request-types.ts';
import { StatusBadge } from './status-badge.tsx';

type RequestTableProps = { rows: readonly RequestRow[]; zone: string; selectedId: string | null; onOpen: (requestId: string) => void };

/** Newest first. A click anywhere on a row opens it; the keyboard and screen readers use the button in its first cell. */
export function RequestTable({ rows, zone, selectedId, onOpen }: RequestTableProps) {
  return (
    <Table label="Requests, newest first">
      <TableHead>
        <tr>
          <TableHeader>Time</TableHeader>
          <TableHeader>Status</TableHeader>
          <TableHeader>Model</TableHeader>
          <TableHeader>
            <span className="sr-only">Marks</span>
          </TableHeader>
          <TableHeader>Route</TableHeader>
          <TableHeader>Key</TableHeader>
          <TableHeader>End user</TableHeader>
          <TableHeader isNumeric>Tokens</TableHeader>
          <TableHeader isNumeric>Cost</TableHeader>
          <TableHeader isNumeric>Latency</TableHeader>
          <TableHeader isNumeric>
            <abbr title="Time to first token" className="no-underline">
              TTFT
            </abbr>
          </TableHeader>
        </tr>
      </TableHead>
      <TableBody>
        {rows.map((row) => (
          <TableRow
            key={row.requestId}
            aria-selected={row.requestId === selectedId}
            className={row.requestId === selectedId ? 'cursor-pointer bg-accent-surface hover:bg-accent-surface' : 'cursor-pointer'}
            onClick={() => onOpen(row.requestId)}
          >
            <TableCell className="whitespace-nowrap">
              <button
                type="button"
                data-request-id={row.requestId}
                className="-my-1 rounded-sm py-1 text-left tabular-nums hover:underline"
                aria-label={`Open request of ${formatInstant(row.startedAt, zone)}`}
                onClick={(event) => {
                  event.stopPropagation();
                  onOpen(row.requestId);
                }}
              >
                <time dateTime={new Date(row.startedAt).toISOString()}>{formatInstant(row.startedAt, zone)}</time>
              </button>
            </TableCell>
            <TableCell className="max-w-48">
              <StatusBadge status={row.status} errorCode={row.errorCode} />
            </TableCell>
            <TableCell className="max-w-96 min-w-40">
              <ModelName requested={row.requestedModel} provider={row.provider} model={row.model} />
            </TableCell>
            <TableCell className="pl-0">
              <RequestMarks row={row} />
            </TableCell>
            <TextCell text={row.route} />
            <TextCell text={row.keyName ?? row.keyId} />
            <TextCell text={row.endUser} />
            <TableCell isNumeric>
              <span title={`${row.inputTokens.toLocaleString('en-US')} in, ${row.outputTokens.toLocaleString('en-US')} out`}>
                {row.inputTokens.toLocaleString('en-US')} <span className="text-muted-foreground">+ {row.outputTokens.toLocaleString('en-US')}</span>
              </span>
            </TableCell>
            <TableCell isNumeric className="font-medium">
              <CostCell costPico={row.costPico} isUnpriced={row.isUnpriced} />
            </TableCell>
            <TableCell isNumeric>{formatDuration(row.durationMs)}</TableCell>
            <TableCell isNumeric>{row.firstTokenMs === null ? <span className="text-muted-foreground">–</span> : formatDuration(row.firstTokenMs)}</TableCell>
          </TableRow>
        ))}
      </TableBody>
    </Table>
  );
}

function TextCell({ text }: { text: string | null }) {
  return (
    <TableCell className="max-w-40">
      {text === null ? (
        <span className="text-muted-foreground">–</span>
      ) : (
        <bdi className="block truncate" title={text}>
          {text}
        </bdi>
      )}
    </TableCell>
  );
}
