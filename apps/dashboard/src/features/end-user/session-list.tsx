import { Table, TableBody, TableCell, TableHead, TableHeader, TableRow } from '@tollgate/ui/table';
import Link from 'next/link';
import { CallerText } from '../caller-text/caller-text.tsx';
import { CostCell } from '../request-log/cost-cell.tsx';
import { formatDuration } from '../request-log/format-duration.ts';
import { formatMoment } from '../time-range/format-bucket.ts';
import type { EndUserSession } from './end-user-types.ts';

type SessionListProps = {
  sessions: readonly EndUserSession[];
  isPartial: boolean;
  zone: string;
  hrefOf: (sessionId: string) => string;
};

export function SessionList({ sessions, isPartial, zone, hrefOf }: SessionListProps) {
  if (sessions.length === 0) return <p className="text-muted-foreground">No requests in this range.</p>;
  return (
    <>
      <Table label="Sessions">
        <TableHead>
          <tr>
            <TableHeader>Session</TableHeader>
            <TableHeader>Began</TableHeader>
            <TableHeader isNumeric>Lasted</TableHeader>
            <TableHeader isNumeric>Calls</TableHeader>
            <TableHeader isNumeric>Failed</TableHeader>
            <TableHeader isNumeric>Cost</TableHeader>
          </tr>
        </TableHead>
        <TableBody>
          {sessions.map((session) => (
            <TableRow key={session.sessionId ?? ''}>
              <TableCell className="max-w-40">
                {session.sessionId === null ? (
                  <span className="text-muted-foreground">without a session</span>
                ) : (
                  <Link
                    className="block max-w-full truncate rounded-sm font-medium text-accent underline underline-offset-2"
                    href={hrefOf(session.sessionId)}
                  >
                    <CallerText text={session.sessionId} />
                  </Link>
                )}
              </TableCell>
              <TableCell className="whitespace-nowrap tabular-nums">{formatMoment(session.startedAt, zone)}</TableCell>
              <TableCell isNumeric>{formatDuration(Date.parse(session.endedAt) - Date.parse(session.startedAt))}</TableCell>
              <TableCell isNumeric>{session.requests.toLocaleString('en-US')}</TableCell>
              <TableCell isNumeric>
                <span className={session.failed > 0 ? 'text-danger' : 'text-muted-foreground'}>
                  {session.failed.toLocaleString('en-US')}
                </span>
              </TableCell>
              <TableCell isNumeric className="font-medium">
                <CostCell costPico={session.costPico} isUnpriced={session.isUnpriced} />
              </TableCell>
            </TableRow>
          ))}
        </TableBody>
      </Table>
      {isPartial && (
        <p className="mt-2 text-xs text-muted-foreground">From the newest requests of this range; narrow it to see what lies before.</p>
      )}
    </>
  );
}
