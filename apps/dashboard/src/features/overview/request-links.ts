import type { Range } from '../time-range/range.ts';
import type { TimeRange } from '../time-range/use-time-range.ts';
import { formatWallMoment, wallMomentAt } from '../time-range/wall-moment.ts';

export type OverviewScope = 'organization' | 'project';

/** The address of the requests that figures of the overview are made of. */
export function requestParameters(
  time: Pick<TimeRange, 'choice' | 'zone'>,
  scope: OverviewScope,
  options: { /** A stretch of the range. */ span?: Range; query?: string; request?: string } = {},
): Record<string, string> {
  const { choice, zone } = time;
  const { span, query, request } = options;
  return {
    ...(span === undefined
      ? { range: choice.preset, ...(choice.from === null ? {} : { from: choice.from }), ...(choice.to === null ? {} : { to: choice.to }) }
      : { range: 'custom', from: momentOf(zone, span.fromMs), to: momentOf(zone, span.toMs) }),
    zone,
    scope: scope === 'organization' ? 'all' : 'project',
    ...(query ? { q: query } : {}),
    ...(request === undefined ? {} : { request }),
  };
}

/** With its minute also at midnight: a day alone would be the whole of it. */
function momentOf(zone: string, instantMs: number): string {
  const { day, minute } = wallMomentAt(zone, instantMs);
  return formatWallMoment({ day, minute: minute ?? 0 });
}
