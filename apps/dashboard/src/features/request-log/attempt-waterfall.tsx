import { Badge } from '@tollgate/ui/badge';
import { CallerText } from '../caller-text/caller-text.tsx';
import { revealControls } from '../caller-text/reveal-controls.ts';
import { describeOutcome } from './describe-outcome.ts';
import { formatDuration } from './format-duration.ts';
import { placeAttempts } from './place-attempts.ts';
import type { RequestAttempt, RequestDetail } from './request-types.ts';

const BAR_COLORS = { success: 'bg-success', warning: 'bg-warning', danger: 'bg-danger', neutral: 'bg-muted-foreground' } as const;

/** Every upstream call on one time line, with how it ended and why. The paler part of a bar is the wait for the first token. */
export function AttemptWaterfall({ detail }: { detail: RequestDetail }) {
  if (detail.attempts.length === 0) {
    return <p className="text-muted-foreground">No provider was called: the request ended before one was chosen.</p>;
  }
  const bars = new Map(placeAttempts(detail.startedAt, detail.durationMs, detail.attempts).map((bar) => [bar.attemptId, bar]));
  return (
    <ol className="flex flex-col gap-3">
      {detail.attempts.map((attempt) => {
        const outcome = describeOutcome(attempt.outcome);
        const bar = bars.get(attempt.attemptId);
        return (
          <li key={attempt.attemptId} className="min-w-0">
            <div className="flex flex-wrap items-center gap-x-2 gap-y-1">
              <span className="w-4 text-right text-muted-foreground tabular-nums">{attempt.ordinal}</span>
              <CallerText text={`${attempt.credentialName ?? attempt.provider}/${attempt.model}`} className="min-w-0 font-medium" />
              <Badge tone={outcome.tone}>
                {outcome.label}
                {attempt.upstreamStatus !== null && attempt.outcome !== 'success' ? ` · ${attempt.upstreamStatus}` : ''}
              </Badge>
              <span className="ml-auto whitespace-nowrap tabular-nums">
                {formatDuration(attempt.durationMs)}
                {attempt.firstTokenMs !== null && (
                  <span className="text-muted-foreground"> · first token {formatDuration(attempt.firstTokenMs)}</span>
                )}
              </span>
            </div>
            {bar && (
              <div
                role="img"
                aria-label={`Began ${formatDuration(bar.offsetMs)} into the request and took ${formatDuration(attempt.durationMs)}`}
                className="relative mt-1.5 ml-6 h-2.5 overflow-hidden rounded-sm bg-surface-hover"
              >
                <span
                  className={`absolute inset-y-0 overflow-hidden rounded-sm ${BAR_COLORS[outcome.tone]}`}
                  style={{ left: `${bar.leftPercent}%`, width: `${bar.widthPercent}%` }}
                >
                  <span className="absolute inset-y-0 left-0 bg-surface opacity-45" style={{ width: `${bar.waitPercent}%` }} />
                </span>
              </div>
            )}
            <AttemptFailure attempt={attempt} requestMessage={detail.errorMessage} />
          </li>
        );
      })}
    </ol>
  );
}

/** What the head of the drawer has already said of the request is not said again of its attempt. */
function AttemptFailure({ attempt, requestMessage }: { attempt: RequestAttempt; requestMessage: string | null }) {
  const { outcome, errorMessage } = attempt;
  if (outcome === 'success' || outcome === 'client_closed' || (errorMessage !== null && errorMessage === requestMessage)) return null;
  return (
    <p className="mt-1.5 ml-6 text-muted-foreground">
      {errorMessage === null ? describeOutcome(outcome).sentence : <bdi className="break-words">{revealControls(errorMessage)}</bdi>}
    </p>
  );
}
