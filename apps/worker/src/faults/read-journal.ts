import { readFileSync } from 'node:fs';

/** One call as the simulated upstream saw it; the fields of its journal that money hangs on. */
export type UpstreamCall = {
  sequence: number;
  /** The proxy sends the attempt's id as its `x-request-id`. */
  requestId: string | null;
  model: string;
  promptTokens: number;
  completionTokens: number;
  end: 'open' | 'completed' | 'client_closed' | 'cut' | 'stalled' | 'errored' | 'refused';
};

/** The calls in a journal file, by attempt id. Of the lines of one call the last counts. Throws when two calls bear one id. */
export function readJournal(path: string): Map<string, UpstreamCall> {
  const bySequence = new Map<number, UpstreamCall>();
  for (const line of readFileSync(path, 'utf8').split('\n')) {
    if (line === '') continue;
    const call = JSON.parse(line) as UpstreamCall;
    bySequence.set(call.sequence, call);
  }
  const byAttempt = new Map<string, UpstreamCall>();
  for (const call of bySequence.values()) {
    if (call.requestId === null || byAttempt.has(call.requestId))
      throw new Error(`Attempt ${call.requestId} was dialled twice or has no id`);
    byAttempt.set(call.requestId, call);
  }
  return byAttempt;
}
