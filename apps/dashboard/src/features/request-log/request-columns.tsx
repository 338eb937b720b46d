import type { ReactNode } from 'react';
import { CallerText } from '../caller-text/caller-text.tsx';
import { CostCell } from './cost-cell.tsx';
import { formatDuration } from './format-duration.ts';
import { ModelName } from './model-name.tsx';
import { RequestMarks } from './request-marks.tsx';
import type { RequestRow } from './request-types.ts';
import { StatusBadge } from './status-badge.tsx';

export type RequestColumn = {
  id: string;
  title: string;
  /** Pixels; the column of the model takes what is left. */
  width: number;
  isNumeric?: true;
  isMoney?: true;
  render: (row: RequestRow) => ReactNode;
};

/** Every column but the time, which is always there because it opens the row. */
export const REQUEST_COLUMNS: readonly RequestColumn[] = [
  { id: 'status', title: 'Status', width: 64, render: (row) => <StatusBadge status={row.status} errorCode={row.errorCode} isCompact /> },
  { id: 'error', title: 'Error', width: 152, render: (row) => <Text text={row.errorCode} /> },
  {
    id: 'model',
    title: 'Model',
    width: 144,
    render: (row) => (
      <span className="flex min-w-0 items-center justify-between gap-3">
        <ModelName requested={row.requestedModel} provider={row.provider} model={row.model} />
        <RequestMarks row={row} />
      </span>
    ),
  },
  { id: 'project', title: 'Project', width: 128, render: (row) => <Text text={row.projectId} /> },
  { id: 'provider', title: 'Provider', width: 112, render: (row) => <Text text={row.provider} /> },
  { id: 'route', title: 'Route', width: 128, render: (row) => <Text text={row.route} /> },
  { id: 'key', title: 'Key', width: 96, render: (row) => <Text text={row.keyName ?? row.keyId} /> },
  { id: 'user', title: 'End user', width: 96, render: (row) => <Text text={row.endUser} /> },
  { id: 'session', title: 'Session', width: 128, render: (row) => <Text text={row.sessionId} /> },
  { id: 'tags', title: 'Tags', width: 144, render: (row) => <Text text={row.tags.length === 0 ? null : row.tags.join(', ')} /> },
  { id: 'cache', title: 'Cache', width: 80, render: (row) => <Text text={row.cache} /> },
  { id: 'attempts', title: 'Attempts', width: 80, isNumeric: true, render: (row) => row.attempts },
  {
    id: 'tokens',
    title: 'Tokens',
    width: 100,
    isNumeric: true,
    render: (row) => (
      <span title={`${row.inputTokens.toLocaleString('en-US')} in, ${row.outputTokens.toLocaleString('en-US')} out`}>
        {row.inputTokens.toLocaleString('en-US')}{' '}
        <span className="text-muted-foreground">+ {row.outputTokens.toLocaleString('en-US')}</span>
      </span>
    ),
  },
  {
    id: 'cost',
    title: 'Cost',
    width: 96,
    isNumeric: true,
    isMoney: true,
    render: (row) => <CostCell costPico={row.costPico} isUnpriced={row.isUnpriced} />,
  },
  { id: 'latency', title: 'Latency', width: 76, isNumeric: true, render: (row) => formatDuration(row.durationMs) },
  {
    id: 'ttft',
    title: 'First token',
    width: 88,
    isNumeric: true,
    render: (row) => (row.firstTokenMs === null ? <Absent /> : formatDuration(row.firstTokenMs)),
  },
];

const DEFAULT = ['status', 'model', 'key', 'user', 'tokens', 'cost', 'latency'];

/** The columns that the URL names; `unknown` are those that this page does not have (any more), or not for this role. */
export function chooseColumns(
  text: string | null,
  options: { seesMoney: boolean; isEveryProject: boolean; projectName: (projectId: string) => string },
): { columns: RequestColumn[]; unknown: string[] } {
  const fallback = options.isEveryProject ? [...DEFAULT.slice(0, 2), 'project', ...DEFAULT.slice(2)] : DEFAULT;
  const wanted = text === null ? fallback : [...new Set(text.split(',').filter(Boolean))];
  const available = REQUEST_COLUMNS.filter(({ isMoney }) => options.seesMoney || isMoney !== true);
  const named = available.map((column) =>
    column.id === 'project' ? { ...column, render: (row: RequestRow) => <Text text={options.projectName(row.projectId)} /> } : column,
  );
  const columns = named.filter(({ id }) => wanted.includes(id));
  const unknown = text === null ? [] : wanted.filter((id) => !REQUEST_COLUMNS.some((column) => column.id === id));
  return { columns: columns.length === 0 ? named.filter(({ id }) => fallback.includes(id)) : columns, unknown };
}

function Text({ text }: { text: string | null }) {
  return text === null ? <Absent /> : <CallerText text={text} className="block" />;
}

function Absent() {
  return <span className="text-muted-foreground">–</span>;
}
