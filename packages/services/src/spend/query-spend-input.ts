import { SPEND_BUCKETS, SPEND_DIMENSIONS } from '@tollgate/db/ledger/read-spend';
import * as z from 'zod';
import { idSchema } from '../access/id-schema.ts';
import { zoneSchema } from './zone-schema.ts';

const QUARTER_MS = 900_000;
const SHORTEST_MS = { hour: 3_600_000, day: 23 * 3_600_000, week: 6 * 86_400_000, month: 28 * 86_400_000 } as const;
const MOST_BUCKETS = 1000;

const instantSchema = z.iso.datetime({ offset: true, error: 'Write an instant such as 2026-11-20T00:00:00Z.' });

export const querySpendInput = z
  .strictObject({
    /** Included; widened to the quarter of an hour it lies in, as is `to`. */
    from: instantSchema,
    /** Not included. */
    to: instantSchema,
    zone: zoneSchema,
    bucket: z.enum(SPEND_BUCKETS),
    groupBy: z.enum(SPEND_DIMENSIONS),
    /** Absent: every project of the organisation. */
    projectIds: z.array(idSchema).max(1000).optional(),
    /** Values beyond the dearest so many are folded into "other". */
    top: z.number().int().min(1).max(1000).default(8),
  })
  .transform(({ from, to, ...rest }) => ({
    ...rest,
    fromMs: Math.floor(Date.parse(from) / QUARTER_MS) * QUARTER_MS,
    toMs: Math.ceil(Date.parse(to) / QUARTER_MS) * QUARTER_MS,
  }))
  .refine(({ fromMs, toMs }) => fromMs < toMs, { path: ['to'], error: 'The range must end after it begins.' })
  .refine(({ fromMs, toMs, bucket }) => (toMs - fromMs) / SHORTEST_MS[bucket] <= MOST_BUCKETS, {
    path: ['bucket'],
    error: `The range has more than ${MOST_BUCKETS} such steps. Choose longer steps or a shorter range.`,
  });
