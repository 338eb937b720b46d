import { SPEND_BUCKETS, SPEND_DIMENSIONS } from '@tollgate/db/ledger/read-spend';
import * as z from 'zod';
import { idSchema } from '../access/id-schema.ts';
import { instantSchema } from '../access/instant-schema.ts';
import { zoneSchema } from './zone-schema.ts';

const QUARTER_MS = 900_000;
const SHORTEST_MS = { quarter: QUARTER_MS, hour: 3_600_000, day: 23 * 3_600_000, week: 6 * 86_400_000, month: 28 * 86_400_000 } as const;
const MOST_BUCKETS = 1000;

/** `from` is included and `to` is not; both are widened to the quarter of an hour they lie in. */
const spanSchema = z
  .strictObject({ from: instantSchema, to: instantSchema })
  .transform(({ from, to }) => ({
    fromMs: Math.floor(Date.parse(from) / QUARTER_MS) * QUARTER_MS,
    toMs: Math.ceil(Date.parse(to) / QUARTER_MS) * QUARTER_MS,
  }))
  .refine(({ fromMs, toMs }) => fromMs < toMs, { path: ['to'], error: 'The range must end after it begins.' });

/** What every question to the rollups is asked of. */
export const rangeFields = {
  from: instantSchema,
  to: instantSchema,
  zone: zoneSchema,
  bucket: z.enum(SPEND_BUCKETS),
  /** A second range beside the first. */
  compared: spanSchema.optional(),
  /** Absent: every project of the organisation. */
  projectIds: z.array(idSchema).max(1000).optional(),
};

type RangeInput = { from: string; to: string; bucket: keyof typeof SHORTEST_MS; compared?: { fromMs: number; toMs: number } | undefined };

/** Replaces the ends by epoch milliseconds on quarters of an hour; refuses what ends before it begins or has too many steps. */
export function withRange<Fields extends RangeInput>(
  { from, to, ...rest }: Fields,
  context: z.RefinementCtx,
): Omit<Fields, 'from' | 'to'> & { fromMs: number; toMs: number } {
  const span = spanSchema.safeParse({ from, to });
  if (!span.success) {
    context.addIssue({ code: 'custom', path: ['to'], message: span.error.issues[0]?.message ?? 'This is no range.' });
    return z.NEVER;
  }
  for (const { fromMs, toMs } of [span.data, rest.compared ?? span.data]) {
    if ((toMs - fromMs) / SHORTEST_MS[rest.bucket] <= MOST_BUCKETS) continue;
    const message = `The range has more than ${MOST_BUCKETS} such steps. Choose longer steps or a shorter range.`;
    context.addIssue({ code: 'custom', path: ['bucket'], message });
  }
  return { ...rest, ...span.data };
}

export const querySpendInput = z
  .strictObject({
    ...rangeFields,
    groupBy: z.enum(SPEND_DIMENSIONS),
    /** Values beyond the dearest so many are folded into "other". */
    top: z.number().int().min(1).max(1000).default(8),
  })
  .transform(withRange);
