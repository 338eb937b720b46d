import type { WorkerContext } from '../worker-context.ts';

/** Something the worker does again and again. Several workers may do it at once. */
export type Duty = {
  name: string;
  /** Milliseconds until the next run, asked at the start and after every run that succeeded. */
  delayMs(nowMs: number): number;
  runsAtStart: boolean;
  run(context: WorkerContext): Promise<void>;
};

/** Milliseconds until the next time that it is so many minutes past midnight in UTC. */
export function untilMinuteOfDay(minute: number, nowMs: number): number {
  const day = 86_400_000;
  return day - ((nowMs - minute * 60_000) % day);
}
