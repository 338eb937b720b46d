import { promisify } from 'node:util';
import { gunzip } from 'node:zlib';
import { scopeTo } from '@tollgate/db/tenant-scope';
import type * as z from 'zod';
import type { TenantContext } from '../context.ts';
import { ServiceError } from '../errors.ts';
import { getExport, type getExportInput } from './get-export.ts';

const unzip = promisify(gunzip);

/** The file of one's own finished export. Throws `conflict` before it is done. */
export async function readExportFile(
  context: TenantContext,
  input: z.input<typeof getExportInput>,
): Promise<{ format: string; pieces: AsyncGenerator<Uint8Array> }> {
  const { id, state, format } = await getExport(context, input);
  if (state !== 'done') throw new ServiceError('conflict', 'This export is not finished yet.');
  const { requestExportChunk: chunks } = scopeTo(context.database, context.organizationId);
  async function* pieces(): AsyncGenerator<Uint8Array> {
    for (let ordinal = 0; ; ordinal++) {
      const chunk = await chunks.findUnique({ where: { exportId_ordinal: { exportId: id, ordinal } }, select: { body: true } });
      if (chunk === null) return;
      yield await unzip(chunk.body);
    }
  }
  return { format, pieces: pieces() };
}
