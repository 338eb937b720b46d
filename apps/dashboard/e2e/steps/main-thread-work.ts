type TraceEvent = { name: string; ph: string; pid: number; tid: number; ts: number; dur?: number; args?: { name?: string } };

/** What counts as script and layout on the main thread of a page; painting is not among it. */
const WORK = new Set([
  'FunctionCall',
  'EvaluateScript',
  'TimerFire',
  'FireAnimationFrame',
  'EventDispatch',
  'RunMicrotasks',
  'ParseHTML',
  'UpdateLayoutTree',
  'Layout',
]);
const FRAME_MICROS = 1_000_000 / 60;

/**
 * Milliseconds of script and layout in each sixtieth of a second that had any, from a trace of Chromium; nested events count once.
 */
export function workPerFrame(trace: Buffer): number[] {
  const { traceEvents } = JSON.parse(trace.toString('utf8')) as { traceEvents: TraceEvent[] };
  const isMain = new Set(traceEvents.filter(({ name, args }) => name === 'thread_name' && args?.name === 'CrRendererMain').map(thread));
  const work = traceEvents
    .filter((event) => event.ph === 'X' && WORK.has(event.name) && isMain.has(thread(event)))
    .sort((left, right) => left.ts - right.ts);
  const frames = new Map<number, number>();
  let covered = 0;
  for (const { ts, dur = 0 } of work) {
    let from = Math.max(ts, covered);
    const to = ts + dur;
    covered = Math.max(covered, to);
    while (from < to) {
      const frame = Math.floor(from / FRAME_MICROS);
      const until = Math.min(to, (frame + 1) * FRAME_MICROS);
      frames.set(frame, (frames.get(frame) ?? 0) + (until - from) / 1000);
      if (until <= from) break;
      from = until;
    }
  }
  return [...frames.values()].sort((left, right) => left - right);
}

function thread({ pid, tid }: TraceEvent): string {
  return `${pid}:${tid}`;
}
