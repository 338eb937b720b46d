import { roleAllows } from '@tollgate/core/access/permission';
import { scopeTo } from '@tollgate/db/tenant-scope';
import type * as z from 'zod';
import { parseInput } from '../access/parse-input.ts';
import { requirePermission } from '../access/require-permission.ts';
import { recordAuditEvent } from '../audit/record-audit-event.ts';
import type { TenantContext } from '../context.ts';
import { ServiceError } from '../errors.ts';
import { toRequestScope } from '../request-log/request-question.ts';
import { exportWriter } from './export-columns.ts';
import { expectedRows, exportDetail, exportQuestionSchema, MOST_STREAMED_ROWS } from './export-question.ts';
import { readExportRows } from './read-export-rows.ts';

export const streamExportInput = exportQuestionSchema;

export type StreamedExport = { expectedRows: number; text: AsyncGenerator<string> };

/** A file of requests, piece by piece. Throws `conflict` when it would have too many rows to wait for. */
export async function streamExport(context: TenantContext, input: z.input<typeof streamExportInput>): Promise<StreamedExport> {
  requirePermission(context, 'request:export');
  const question = parseInput(streamExportInput, input);
  const { format, ...asked } = question;
  const scope = await toRequestScope(context, asked);
  const rows = await expectedRows(context.database, scope);
  if (rows === null || rows > MOST_STREAMED_ROWS) {
    throw new ServiceError('conflict', `These are more than ${MOST_STREAMED_ROWS} rows. Start an export in the background instead.`);
  }
  await recordAuditEvent(scopeTo(context.database, context.organizationId), context, {
    action: 'request.export',
    objectType: 'request_export',
    objectId: 'streamed',
    detail: exportDetail(context, question, rows),
  });
  const writer = exportWriter(format, roleAllows(context.role, 'spend:read'));
  async function* text(): AsyncGenerator<string> {
    yield writer.head;
    for await (const page of readExportRows(context.database, scope)) yield page.rows.map((row) => writer.row(row)).join('');
  }
  return { expectedRows: rows, text: text() };
}
