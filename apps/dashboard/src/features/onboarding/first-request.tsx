'use client';
import { Money } from '@tollgate/ui/money';
import { RelativeTime } from '@tollgate/ui/relative-time';
import { buttonClassName } from '@tollgate/ui/button-class-name';
import { CircleCheck, CircleX, TriangleAlert } from 'lucide-react';
import Link from 'next/link';
import { useWorkspace } from '../../shell/use-workspace.ts';
import { CallerText } from '../caller-text/caller-text.tsx';
import { formatDuration } from '../request-log/format-duration.ts';
import type { RequestRow } from '../request-log/request-types.ts';
import { describeRefusal, type Refusal } from './describe-refusal.ts';

type FirstRequestProps = {
  /** Whether there were requests before the page was opened: what arrives is then not the first. */
  hadTraffic: boolean;
  request: RequestRow | null;
  refusal: Refusal | null;
  isLost: boolean;
};

/** Waits for a request, says why it does not come, and lights up when it does. */
export function FirstRequest({ hadTraffic, request, refusal, isLost }: FirstRequestProps) {
  return (
    <section aria-label="First request" role="status" className="flex flex-col gap-3">
      {request === null ? <Waiting hadTraffic={hadTraffic} isLost={isLost} /> : <Arrived request={request} hadTraffic={hadTraffic} />}
      {request === null && refusal !== null && <Refused refusal={refusal} />}
    </section>
  );
}

function Waiting({ hadTraffic, isLost }: { hadTraffic: boolean; isLost: boolean }) {
  return (
    <div className="flex items-center gap-3 rounded-lg border bg-surface p-4">
      <span aria-hidden className="animate-skeleton size-2.5 shrink-0 rounded-full bg-accent" />
      <span className="min-w-0 flex-1">
        <span className="block font-medium">{hadTraffic ? 'Waiting for the next request…' : 'Waiting for the first request…'}</span>
        <span className="block text-muted-foreground">
          {isLost
            ? 'The server does not answer right now; load the page again in a moment.'
            : hadTraffic
              ? 'This project has traffic already. The next request appears here within a second.'
              : 'Run one of the snippets. It appears here within a second.'}
        </span>
      </span>
    </div>
  );
}

function Refused({ refusal }: { refusal: Refusal }) {
  const { what, remedy } = describeRefusal(refusal);
  return (
    <div className="flex items-start gap-3 rounded-lg border border-warning bg-warning-surface p-4">
      <TriangleAlert aria-hidden className="mt-0.5 size-5 shrink-0 text-warning" />
      <span className="min-w-0 flex-1">
        <span className="block font-medium">
          <CallerText text={what} /> <RelativeTime value={refusal.at} className="font-normal" />
        </span>
        <span className="block">{remedy}</span>
      </span>
    </div>
  );
}

function Arrived({ request, hadTraffic }: { request: RequestRow; hadTraffic: boolean }) {
  const { href, can } = useWorkspace();
  const isAnswered = request.status < 400;
  const which = hadTraffic ? 'A request' : 'Your first request';
  return (
    <div
      className={
        isAnswered
          ? 'flex flex-wrap items-center gap-3 rounded-lg border border-success bg-success-surface p-4'
          : 'flex flex-wrap items-center gap-3 rounded-lg border border-danger bg-danger-surface p-4'
      }
    >
      {isAnswered ? (
        <CircleCheck aria-hidden className="size-6 shrink-0 text-success" />
      ) : (
        <CircleX aria-hidden className="size-6 shrink-0 text-danger" />
      )}
      <span className="min-w-0 flex-1 basis-60">
        <span className="block font-medium">
          {isAnswered ? `${which} arrived.` : `${which} arrived and failed with status ${request.status}.`}
        </span>
        <span className="block">
          <CallerText text={request.requestedModel} /> · {formatDuration(request.durationMs)} ·{' '}
          {(request.inputTokens + request.outputTokens).toLocaleString('en-US')} tokens
          {can('spend:read') && (
            <>
              {' '}
              · <Money pico={request.costPico} />
            </>
          )}
        </span>
      </span>
      <Link href={href('/requests', { request: request.requestId })} className={buttonClassName('primary')}>
        See the request
      </Link>
    </div>
  );
}
