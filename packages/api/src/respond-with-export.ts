import { openTenantContext } from '@tollgate/services/access/open-tenant-context';
import type { TenantContext } from '@tollgate/services/context';
import { ServiceError } from '@tollgate/services/errors';
import { readExportFile } from '@tollgate/services/export/read-export-file';
import { streamExport } from '@tollgate/services/export/stream-export';
import { getHTTPStatusCodeFromError } from '@trpc/server/http';
import { TRPCError } from '@trpc/server';
import { clientAddress } from './client-address.ts';
import type { ApiContext } from './context.ts';
import { toTrpcError } from './to-trpc-error.ts';

const TYPES: Record<string, string> = { csv: 'text/csv; charset=utf-8', jsonl: 'application/x-ndjson; charset=utf-8' };

/** A file of requests as it is read; `question` is the JSON that the verb takes. The header `x-expected-rows` is for a progress bar. */
export function respondWithExport(context: ApiContext, organization: string | null, question: unknown): Promise<Response> {
  return respond(context, organization, async (tenant) => {
    const asked = question as Parameters<typeof streamExport>[1];
    const { expectedRows, text } = await streamExport(tenant, asked);
    return file(asked.format, toBytes(text), { 'x-expected-rows': String(expectedRows) });
  });
}

/** The file of a finished export. */
export function respondWithExportFile(context: ApiContext, organization: string | null, exportId: string): Promise<Response> {
  return respond(context, organization, async (tenant) => {
    const { format, pieces } = await readExportFile(tenant, { exportId });
    return file(format, pieces, {});
  });
}

/** Under the same checks and with the same words as a procedure. */
async function respond(
  context: ApiContext,
  organization: string | null,
  answer: (tenant: TenantContext) => Promise<Response>,
): Promise<Response> {
  try {
    if (context.session === null)
      throw new ServiceError('unauthenticated', 'You are not signed in, or your session has ended. Sign in and try again.');
    if (!organization) throw new ServiceError('invalid', 'Name the organisation.');
    const { userId } = context.session;
    return await answer(await openTenantContext(context.services, { userId, organization, address: clientAddress(context.headers) }));
  } catch (error) {
    const wrapped = error instanceof TRPCError ? error : new TRPCError({ code: 'INTERNAL_SERVER_ERROR', cause: error });
    const refusal = toTrpcError(wrapped, (cause) => context.reportError(cause, context.requestId));
    return Response.json(
      { error: { message: refusal.message, requestId: context.requestId } },
      { status: getHTTPStatusCodeFromError(refusal), headers: { 'cache-control': 'no-store' } },
    );
  }
}

function file(format: string, pieces: AsyncGenerator<Uint8Array>, headers: Record<string, string>): Response {
  return new Response(toStream(pieces), {
    headers: {
      'content-type': TYPES[format] ?? 'application/octet-stream',
      'content-disposition': `attachment; filename="tollgate-requests.${format === 'jsonl' ? 'jsonl' : 'csv'}"`,
      'cache-control': 'no-store',
      'x-content-type-options': 'nosniff',
      ...headers,
    },
  });
}

async function* toBytes(text: AsyncGenerator<string>): AsyncGenerator<Uint8Array> {
  const encoder = new TextEncoder();
  for await (const piece of text) if (piece !== '') yield encoder.encode(piece);
}

function toStream(pieces: AsyncGenerator<Uint8Array>): ReadableStream<Uint8Array> {
  return new ReadableStream({
    async pull(controller) {
      const { value, done } = await pieces.next();
      if (done) controller.close();
      else controller.enqueue(value);
    },
    async cancel() {
      await pieces.return(undefined);
    },
  });
}
