'use client';
import { classNames } from '@tollgate/ui/class-names';
import { memo, type Ref, useEffect, useImperativeHandle, useRef } from 'react';
import { formatInstant, formatMoment, zoneName } from '../time-range/format-bucket.ts';
import type { RequestColumn } from './request-columns.tsx';
import type { RequestRow } from './request-types.ts';
import { useRowWindow } from './use-row-window.ts';

export type RequestTableHandle = { scrollToTop(): void; focusRow(requestId: string): void; isHeld(): boolean };

type RequestTableProps = {
  rows: readonly RequestRow[];
  columns: readonly RequestColumn[];
  zone: string;
  nowMs: number;
  selectedId: string | null;
  onOpen: (requestId: string) => void;
  /** Called when the last loaded rows come into view. */
  onEnd: () => void;
  handle: Ref<RequestTableHandle>;
};

const ROW_PX = 36;
const TIME_PX = 126;

/**
 * Newest first, in a scroll area of its own of which only the rows in sight exist. A click anywhere on a row opens it; the keyboard and
 * screen readers use the button in its first cell.
 */
export function RequestTable({ rows, columns, zone, nowMs, selectedId, onOpen, onEnd, handle }: RequestTableProps) {
  const scrollRef = useRef<HTMLDivElement>(null);
  const { start, end } = useRowWindow(scrollRef, rows.length, ROW_PX);

  useImperativeHandle(
    handle,
    () => ({
      scrollToTop: () => scrollRef.current?.scrollTo({ top: 0 }),
      focusRow(requestId) {
        const index = rows.findIndex((row) => row.requestId === requestId);
        if (index < 0) return;
        reveal(scrollRef.current, index);
        const focus = (): void => scrollRef.current?.querySelector<HTMLElement>(`button[data-opens="${CSS.escape(requestId)}"]`)?.focus();
        // A row that was out of sight exists after the next frame.
        requestAnimationFrame(() => requestAnimationFrame(focus));
        focus();
      },
      isHeld: () => {
        const element = scrollRef.current;
        return element !== null && (element.scrollTop > 0 || element.matches(':hover') || element.contains(document.activeElement));
      },
    }),
    [rows],
  );

  useEffect(() => {
    if (end > 0 && end >= rows.length - 10) onEnd();
  }, [end, rows.length, onEnd]);

  const width = TIME_PX + columns.reduce((sum, column) => sum + column.width, 0);
  return (
    <div
      ref={scrollRef}
      role="region"
      aria-label="Requests, newest first"
      tabIndex={0}
      className="relative h-[max(22rem,calc(100dvh-23rem))] w-full scroll-pt-9 overflow-auto rounded-lg border bg-surface [overflow-anchor:none]"
    >
      <table
        aria-label="Requests, newest first"
        aria-rowcount={rows.length + 1}
        className="w-full table-fixed border-separate border-spacing-0 text-table"
        style={{ minWidth: width }}
      >
        <colgroup>
          <col style={{ width: TIME_PX }} />
          {columns.map(({ id, width: columnWidth }) => (
            <col key={id} {...(id === 'model' ? {} : { style: { width: columnWidth } })} />
          ))}
        </colgroup>
        <thead className="sticky top-0 z-10 bg-surface">
          <tr>
            <Head>Time, {zoneName(nowMs, zone)}</Head>
            {columns.map(({ id, title, isNumeric }) => (
              <Head key={id} isNumeric={isNumeric === true}>
                {title}
              </Head>
            ))}
          </tr>
        </thead>
        <tbody>
          <Spacer height={start * ROW_PX} />
          {rows.slice(start, end).map((row, offset) => (
            <Row
              key={row.requestId}
              row={row}
              index={start + offset}
              columns={columns}
              zone={zone}
              isSelected={row.requestId === selectedId}
              onOpen={onOpen}
            />
          ))}
          <Spacer height={(rows.length - end) * ROW_PX} />
        </tbody>
      </table>
    </div>
  );
}

/** Scrolls as far as a row needs to be seen whole, under the heading. */
function reveal(area: HTMLElement | null, index: number): void {
  if (area === null) return;
  const top = index * ROW_PX;
  const seen = area.clientHeight - ROW_PX;
  if (top < area.scrollTop) area.scrollTop = top;
  else if (top + ROW_PX > area.scrollTop + seen) area.scrollTop = top + ROW_PX - seen;
}

type RowProps = {
  row: RequestRow;
  index: number;
  columns: readonly RequestColumn[];
  zone: string;
  isSelected: boolean;
  onOpen: (requestId: string) => void;
};

/** Cells are memoised apart from their place, which changes for every row whenever one is put on top. */
const Row = memo(function Row({ row, index, columns, zone, isSelected, onOpen }: RowProps) {
  return (
    <tr
      data-request-id={row.requestId}
      aria-rowindex={index + 2}
      aria-current={isSelected ? 'true' : undefined}
      className={classNames('h-9 cursor-pointer hover:bg-surface-sunken', isSelected && 'bg-accent-surface hover:bg-accent-surface')}
      onClick={() => onOpen(row.requestId)}
    >
      <Cells row={row} columns={columns} zone={zone} onOpen={onOpen} />
    </tr>
  );
});

const CELL = 'h-9 truncate border-b px-2.5 align-middle';

const Cells = memo(function Cells({ row, columns, zone, onOpen }: Omit<RowProps, 'index' | 'isSelected'>) {
  return (
    <>
      <Cell>
        <button
          type="button"
          data-opens={row.requestId}
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
      </Cell>
      {columns.map(({ id, isNumeric, render }) => (
        <td key={id} className={isNumeric === true ? `${CELL} text-right tabular-nums` : CELL}>
          {render(row)}
        </td>
      ))}
    </>
  );
});

function Cell({ isNumeric = false, children }: { isNumeric?: boolean; children: React.ReactNode }) {
  return <td className={isNumeric ? `${CELL} text-right tabular-nums` : CELL}>{children}</td>;
}

function Head({ isNumeric = false, children }: { isNumeric?: boolean; children: React.ReactNode }) {
  return (
    <th
      scope="col"
      className={classNames(
        'h-9 truncate border-b bg-surface px-2.5 text-left text-xs font-medium text-muted-foreground',
        isNumeric && 'text-right',
      )}
    >
      {children}
    </th>
  );
}

function Spacer({ height }: { height: number }) {
  return height <= 0 ? null : <tr aria-hidden style={{ height }} />;
}
