import { classNames } from '@tollgate/ui/class-names';
import { Table, TableBody, TableCell, TableHead, TableHeader, TableRow } from '@tollgate/ui/table';
import { CallerText } from '../caller-text/caller-text.tsx';
import { formatInstant, formatMoment, zoneName } from '../time-range/format-bucket.ts';
import { CostCell } from './cost-cell.tsx';
import { formatDuration } from './format-duration.ts';
import { ModelName } from './model-name.tsx';
import { RequestMarks } from './request-marks.tsx';
import type { RequestRow } from './request-types.ts';
import { StatusBadge } from './status-badge.tsx';

type RequestTableProps = {
  rows: readonly RequestRow[];
  zone: string;
  nowMs: number;
  selectedId: string | null;
  onOpen: (requestId: string) => void;
};

/** Newest first. A click anywhere on a row opens it; the keyboard and screen readers use the button in its first cell. The route stands
 * in a column where there is room; elsewhere the requested model names it. */
export function RequestTable({ rows, zone, nowMs, selectedId, onOpen }: RequestTableProps) {
  return (
    <Table label="Requests, newest first" className="[&_td]:px-2.5 [&_th]:px-2.5">
      <TableHead>
        <tr>
          <TableHeader>Time, {zoneName(nowMs, zone)}</TableHeader>
          <TableHeader>Status</TableHeader>
          <TableHeader>Model</TableHeader>
          <TableHeader className="max-2xl:hidden">Route</TableHeader>
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
            aria-current={row.requestId === selectedId ? 'true' : undefined}
            className={row.requestId === selectedId ? 'cursor-pointer bg-accent-surface hover:bg-accent-surface' : 'cursor-pointer'}
            onClick={() => onOpen(row.requestId)}
          >
            <TableCell className="whitespace-nowrap">
              <button
                type="button"
                data-request-id={row.requestId}
                className="-my-1 rounded-sm py-1 text-left tabular-nums hover:underline"
                onClick={(event) => {
                  event.stopPropagation();
                  onOpen(row.requestId);
                }}
              >
                <time dateTime={row.startedAt} title={formatInstant(row.startedAt, zone)}>
                  {formatMoment(row.startedAt, zone)}
                </time>
              </button>
            </TableCell>
            <TableCell className="max-w-36 2xl:max-w-56">
              <StatusBadge status={row.status} errorCode={row.errorCode} isCompact />
            </TableCell>
            <TableCell className="max-w-68 min-w-44 2xl:max-w-none">
              <span className="flex min-w-0 items-center justify-between gap-3">
                <ModelName requested={row.requestedModel} provider={row.provider} model={row.model} />
                <RequestMarks row={row} />
              </span>
            </TableCell>
            <TextCell text={row.route} className="max-2xl:hidden" />
            <TextCell text={row.keyName ?? row.keyId} />
            <TextCell text={row.endUser} />
            <TableCell isNumeric>
              <span title={`${row.inputTokens.toLocaleString('en-US')} in, ${row.outputTokens.toLocaleString('en-US')} out`}>
                {row.inputTokens.toLocaleString('en-US')}{' '}
                <span className="text-muted-foreground">+ {row.outputTokens.toLocaleString('en-US')}</span>
              </span>
            </TableCell>
            <TableCell isNumeric className="font-medium">
              <CostCell costPico={row.costPico} isUnpriced={row.isUnpriced} />
            </TableCell>
            <TableCell isNumeric>{formatDuration(row.durationMs)}</TableCell>
            <TableCell isNumeric>
              {row.firstTokenMs === null ? <span className="text-muted-foreground">–</span> : formatDuration(row.firstTokenMs)}
            </TableCell>
          </TableRow>
        ))}
      </TableBody>
    </Table>
  );
}

function TextCell({ text, className }: { text: string | null; className?: string }) {
  return (
    <TableCell className={classNames('max-w-24 2xl:max-w-48', className)}>
      {text === null ? <span className="text-muted-foreground">–</span> : <CallerText text={text} className="block" />}
    </TableCell>
  );
}
