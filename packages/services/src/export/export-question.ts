import { readRequestHistogram } from '@tollgate/db/ledger/read-request-histogram';
import type { RequestScope } from '@tollgate/db/ledger/search-requests';
import type { Database } from '@tollgate/db/client';
import { roleAllows } from '@tollgate/core/access/permission';
import * as z from 'zod';
import type { TenantContext } from '../context.ts';
import { requestQuestionSchema } from '../request-log/request-question.ts';
import { EXPORT_FORMATS } from './export-columns.ts';

export const exportQuestionSchema = requestQuestionSchema.extend({ format: z.enum(EXPORT_FORMATS) });

/** Up to so many rows go straight to the browser; more are a job of the worker. */
export const MOST_STREAMED_ROWS = 50_000;
/** What one file holds at most, so that one organisation cannot fill the disk. */
export const MOST_EXPORTED_ROWS = 2_000_000;

const QUARTER_MS = 900_000;

/** About how many requests a scope holds; `null` when counting them would be too much work. */
export async function expectedRows({ pool }: Pick<Database, 'pool'>, scope: RequestScope): Promise<number | null> {
  const span = scope.toMs - scope.fromMs;
  const stepMs = Math.max(QUARTER_MS, Math.ceil(span / QUARTER_MS) * QUARTER_MS);
  const whole = {
    ...scope,
    fromMs: Math.floor(scope.fromMs / QUARTER_MS) * QUARTER_MS,
    toMs: Math.ceil(scope.toMs / QUARTER_MS) * QUARTER_MS,
  };
  const { bars, countedFromMs } = await readRequestHistogram(pool, whole, stepMs);
  return countedFromMs === null ? bars.reduce((sum, bar) => sum + bar.succeeded + bar.failed, 0) : null;
}

/** What the audit log says of an export. */
export function exportDetail(context: TenantContext, question: z.output<typeof exportQuestionSchema>, rows: number | null) {
  return {
    format: question.format,
    project: question.projectId ?? 'all',
    from: question.from ?? null,
    to: question.to ?? null,
    filter: JSON.stringify(question.filter),
    expectedRows: rows,
    hasCosts: roleAllows(context.role, 'spend:read'),
  };
}
