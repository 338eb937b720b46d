import { readRequestHistogram, type RequestHistogram } from '@tollgate/db/ledger/read-request-histogram';
import type * as z from 'zod';
import { parseInput } from '../access/parse-input.ts';
import { requirePermission } from '../access/require-permission.ts';
import type { TenantContext } from '../context.ts';
import { requestQuestionSchema, toRequestScope } from './request-question.ts';

export const getHistogramInput = requestQuestionSchema;

const SECOND = 1000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;
const STEPS_MS = [
  ...[5, 10, 15, 30].map((count) => count * SECOND),
  ...[1, 2, 5, 15, 30].map((count) => count * MINUTE),
  ...[1, 2, 3, 6, 12, 24, 48, 168].map((count) => count * HOUR),
];
const MOST_BARS = 100;

/** How many requests began when, in at most a hundred steps. */
export async function getHistogram(
  context: TenantContext,
  input: z.input<typeof getHistogramInput>,
): Promise<RequestHistogram & { fromMs: number; toMs: number; stepMs: number }> {
  requirePermission(context, 'request:read');
  const scope = await toRequestScope(context, parseInput(getHistogramInput, input));
  const { fromMs, toMs } = scope;
  const stepMs = STEPS_MS.find((step) => (toMs - fromMs) / step <= MOST_BARS) ?? 168 * HOUR;
  return { ...(await readRequestHistogram(context.database.pool, scope, stepMs)), fromMs, toMs, stepMs };
}
