import { promisify } from 'node:util';
import { gzip } from 'node:zlib';
import { roleAllows } from '@tollgate/core/access/permission';
import type { RequestPosition } from '@tollgate/db/ledger/search-requests';
import { scopeTo } from '@tollgate/db/tenant-scope';
import { openTenantContext } from '../access/open-tenant-context.ts';
import type { Services, TenantContext } from '../context.ts';
import { ServiceError } from '../errors.ts';
import { pageCursorSchema, toPageCursor } from '../request-log/page-cursor.ts';
import { requestQuestionSchema, toRequestScope } from '../request-log/request-question.ts';
import { EXPORT_FORMATS, exportWriter } from './export-columns.ts';
import { MOST_EXPORTED_ROWS } from './export-question.ts';
import { readExportRows } from './read-export-rows.ts';

const ROWS_A_CHUNK = 5000;
/** A worker that died leaves its export behind; another takes it over when it has not moved for so long. */
const ABANDONED_AFTER = '1 minute';
const compress = promisify(gzip);

/** Writes every export that waits, one after the other, and forgets those whose day is over. Returns how many it finished. */
export async function runExports(services: Services): Promise<number> {
  const { pool } = services.database;
  await pool.query('DELETE FROM request_exports WHERE expires_at <= $1', [new Date(services.clock())]);
  let finished = 0;
  for (let claimed = await claim(services); claimed !== null; claimed = await claim(services)) {
    await runExport(services, claimed);
    finished++;
  }
  return finished;
}

type Claimed = { id: string; organizationId: string; userId: string };

/** `finished_at` is the time of the last sign of life until the export is done. */
async function claim({ database, clock }: Services): Promise<Claimed | null> {
  const { rows } = await database.pool.query<Claimed>(
    `UPDATE request_exports SET state = 'running', finished_at = $1 WHERE id = (
       SELECT id FROM request_exports
       WHERE state = 'queued' OR (state = 'running' AND finished_at < $1::timestamptz - interval '${ABANDONED_AFTER}')
       ORDER BY created_at LIMIT 1 FOR UPDATE SKIP LOCKED
     ) RETURNING id, organization_id AS "organizationId", user_id AS "userId"`,
    [new Date(clock())],
  );
  return rows[0] ?? null;
}

async function runExport(services: Services, { id, organizationId, userId }: Claimed): Promise<void> {
  const exports = scopeTo(services.database, organizationId).requestExport;
  try {
    // With the rights that the person has now: who has left the organisation gets no file.
    const context = await openTenantContext(services, { userId, organization: organizationId });
    await writeFile(context, id);
    await exports.update({ where: { id }, data: { state: 'done', finishedAt: new Date(services.clock()) } });
  } catch (error) {
    if (!(error instanceof ServiceError)) {
      await exports.updateMany({ where: { id }, data: { state: 'queued' } });
      throw error;
    }
    await exports.updateMany({ where: { id }, data: { state: 'failed', finishedAt: new Date(services.clock()) } });
  }
}

/** Goes on where the last run ended. */
async function writeFile(context: TenantContext, id: string): Promise<void> {
  const { database, organizationId } = context;
  const standing = await scopeTo(database, organizationId).requestExport.findUniqueOrThrow({ where: { id } });
  const format = EXPORT_FORMATS.find((known) => known === standing.format) ?? 'csv';
  const scope = await toRequestScope(context, requestQuestionSchema.parse(standing.question));
  const writer = exportWriter(format, roleAllows(context.role, 'spend:read'));
  let ordinal = await scopeTo(database, organizationId).requestExportChunk.count({ where: { exportId: id } });
  let text = ordinal === 0 ? writer.head : '';
  let written = standing.rows;
  let inChunk = 0;
  const after = standing.cursor === null ? undefined : pageCursorSchema.parse(standing.cursor);
  for await (const { rows, next } of readExportRows(database, scope, after)) {
    const taken = rows.slice(0, MOST_EXPORTED_ROWS - written - inChunk);
    text += taken.map((row) => writer.row(row)).join('');
    inChunk += taken.length;
    const isLast = next === null || written + inChunk >= MOST_EXPORTED_ROWS;
    if (inChunk < ROWS_A_CHUNK && !isLast) continue;
    written += inChunk;
    await keepChunk(context, id, { ordinal: ordinal++, text, rows: written, next });
    text = '';
    inChunk = 0;
    if (isLast) return;
  }
}

async function keepChunk(
  { database, organizationId, clock }: TenantContext,
  exportId: string,
  chunk: { ordinal: number; text: string; rows: number; next: RequestPosition | null },
): Promise<void> {
  const body = new Uint8Array(await compress(Buffer.from(chunk.text, 'utf8')));
  await scopeTo(database, organizationId).$transaction(async (transaction) => {
    await transaction.requestExportChunk.create({ data: { exportId, organizationId, ordinal: chunk.ordinal, body } });
    await transaction.requestExport.update({
      where: { id: exportId },
      data: { rows: chunk.rows, cursor: chunk.next === null ? null : toPageCursor(chunk.next), finishedAt: new Date(clock()) },
    });
  });
}
