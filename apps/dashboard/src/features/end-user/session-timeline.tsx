import { Money } from '@tollgate/ui/money';
import { classNames } from '@tollgate/ui/class-names';
import { CostCell } from '../request-log/cost-cell.tsx';
import { formatDuration } from '../request-log/format-duration.ts';
import { ModelName } from '../request-log/model-name.tsx';
import { RequestMarks } from '../request-log/request-marks.tsx';
import type { RequestRow } from '../request-log/request-types.ts';
import { StatusBadge } from '../request-log/status-badge.tsx';
import { formatInstant, formatMoment } from '../time-range/format-bucket.ts';
import { placeCalls } from './place-calls.ts';

type SessionTimelineProps = {
  /** Oldest first. */
  calls: readonly RequestRow[];
  zone: string;
  selectedId: string | null;
  onOpen: (requestId: string) => void;
};

/** Calls one below the other, each with its place on a time line from which long pauses are taken out. */
export function SessionTimeline({ calls, zone, selectedId, onOpen }: SessionTimelineProps) {
  const places = placeCalls(calls.map(({ startedAt, durationMs }) => ({ startMs: Date.parse(startedAt), durationMs })));
  const failed = calls.filter((call) => call.status >= 400).length;
  const cost = calls.reduce((sum, call) => sum + (call.costPico ?? 0n), 0n);
  const tokens = calls.reduce((sum, call) => sum + call.inputTokens + call.outputTokens, 0);
  const first = calls[0];
  const last = calls.at(-1);
  return (
    <>
      <dl className="mb-4 flex flex-wrap gap-x-8 gap-y-2">
        <Figure name="Calls">{calls.length.toLocaleString('en-US')}</Figure>
        <Figure name="Failed">{failed.toLocaleString('en-US')}</Figure>
        <Figure name="Tokens">{tokens.toLocaleString('en-US')}</Figure>
        {calls.some((call) => call.costPico !== null) && (
          <Figure name="Cost">
            <Money pico={cost} />
          </Figure>
        )}
        {first !== undefined && last !== undefined && (
          <Figure name="Lasted">{formatDuration(Date.parse(last.startedAt) + last.durationMs - Date.parse(first.startedAt))}</Figure>
        )}
      </dl>
      <ol aria-label="Calls in their order" className="overflow-hidden rounded-lg border bg-surface">
        {calls.map((call, index) => {
          const place = places[index];
          return (
            <li
              key={call.requestId}
              aria-current={call.requestId === selectedId ? 'true' : undefined}
              className={classNames('border-b px-3 py-2 last:border-b-0', call.requestId === selectedId && 'bg-accent-surface')}
            >
              {place !== undefined && place.pauseMs >= 1000 && (
                <p className="pb-1.5 text-xs text-muted-foreground">after a pause of {formatDuration(place.pauseMs)}</p>
              )}
              <div className="flex flex-wrap items-center gap-x-3 gap-y-1">
                <button
                  type="button"
                  className="rounded-sm py-1 text-left tabular-nums hover:underline"
                  title={formatInstant(call.startedAt, zone)}
                  onClick={() => onOpen(call.requestId)}
                >
                  {formatMoment(call.startedAt, zone)}
                </button>
                <StatusBadge status={call.status} errorCode={call.errorCode} />
                <span className="min-w-0 flex-1">
                  <ModelName requested={call.requestedModel} provider={call.provider} model={call.model} />
                </span>
                <RequestMarks row={call} />
                <span className="text-xs text-muted-foreground tabular-nums">
                  {(call.inputTokens + call.outputTokens).toLocaleString('en-US')} tokens
                </span>
                <span className="min-w-16 text-right tabular-nums">{formatDuration(call.durationMs)}</span>
                <span className="min-w-16 text-right font-medium">
                  <CostCell costPico={call.costPico} isUnpriced={call.isUnpriced} />
                </span>
              </div>
              {place !== undefined && (
                <div aria-hidden className="relative mt-1 h-1.5 rounded-sm bg-surface-hover">
                  <span
                    className={classNames('absolute inset-y-0 rounded-sm', call.status >= 400 ? 'bg-danger' : 'bg-chart-1')}
                    style={{ left: `${place.leftPercent}%`, width: `${place.widthPercent}%` }}
                  />
                </div>
              )}
            </li>
          );
        })}
      </ol>
    </>
  );
}

function Figure({ name, children }: { name: string; children: React.ReactNode }) {
  return (
    <div>
      <dt className="text-xs text-muted-foreground">{name}</dt>
      <dd className="font-medium tabular-nums">{children}</dd>
    </div>
  );
}
