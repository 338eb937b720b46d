import { scopeTo } from '@tollgate/db/tenant-scope';
import * as z from 'zod';
import { idSchema } from '../access/id-schema.ts';
import { parseInput } from '../access/parse-input.ts';
import { requirePermission } from '../access/require-permission.ts';
import type { TenantContext } from '../context.ts';
import { ServiceError } from '../errors.ts';
import { ownerOf } from '../saved-view/may-change-view.ts';
import { MOST_EXPORTED_ROWS } from './export-question.ts';

export const getExportInput = z.strictObject({ exportId: idSchema });

export type ExportStatus = {
  id: string;
  format: string;
  state: 'queued' | 'running' | 'done' | 'failed';
  rows: number;
  /** `null` when it was too much work to count. */
  expectedRows: number | null;
  /** Whether the file ends before the range does, because it has as many rows as a file may have. */
  isCut: boolean;
  expiresAt: string;
};

/** How far one's own export is. Throws `not_found`, also for somebody else's and after a day. */
export async function getExport(context: TenantContext, input: z.input<typeof getExportInput>): Promise<ExportStatus> {
  requirePermission(context, 'request:read');
  const { exportId } = parseInput(getExportInput, input);
  const found = await scopeTo(context.database, context.organizationId).requestExport.findUnique({ where: { id: exportId } });
  if (!found || found.userId !== ownerOf(context) || found.expiresAt.getTime() <= context.clock()) {
    throw new ServiceError('not_found', 'There is no such export. Files are kept for a day and only for who asked for them.');
  }
  return {
    id: found.id,
    format: found.format,
    state: found.state,
    rows: found.rows,
    expectedRows: found.expectedRows === MOST_EXPORTED_ROWS ? null : found.expectedRows,
    isCut: found.rows >= MOST_EXPORTED_ROWS,
    expiresAt: found.expiresAt.toISOString(),
  };
}
