import type * as z from 'zod';
import { parseInput } from '../access/parse-input.ts';
import { requirePermission } from '../access/require-permission.ts';
import type { TenantContext } from '../context.ts';
import { toRequestScope, requestQuestionSchema } from '../request-log/request-question.ts';
import { expectedRows, MOST_STREAMED_ROWS } from './export-question.ts';

export const estimateExportInput = requestQuestionSchema;

/** About how many rows a file would have (`null`: too many to count here), and whether the worker has to write it. */
export async function estimateExport(
  context: TenantContext,
  input: z.input<typeof estimateExportInput>,
): Promise<{ rows: number | null; isJob: boolean }> {
  requirePermission(context, 'request:read');
  const scope = await toRequestScope(context, parseInput(estimateExportInput, input));
  const rows = await expectedRows(context.database, scope);
  return { rows, isJob: rows === null || rows > MOST_STREAMED_ROWS };
}
