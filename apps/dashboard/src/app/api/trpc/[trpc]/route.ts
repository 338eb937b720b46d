import { createApiContext } from '@tollgate/api/create-api-context';
import { ORGANIZATION_HEADER } from '@tollgate/api/procedures';
import { appRouter } from '@tollgate/api/root';
import { fetchRequestHandler } from '@trpc/server/adapters/fetch';
import { isSameOrigin } from '../../../../auth/is-same-origin.ts';
import { getSession } from '../../../../auth/session.ts';
import { reportError } from '../../../../server/report-error.ts';
import { getServices } from '../../../../server/services.ts';

async function handle(request: Request): Promise<Response> {
  if (request.method !== 'GET' && !isSameOrigin(request.headers, process.env['PUBLIC_URL'])) {
    return Response.json({ error: { message: 'This request comes from another site and was refused.' } }, { status: 403 });
  }
  const session = await getSession();
  return fetchRequestHandler({
    endpoint: '/api/trpc',
    req: request,
    router: appRouter,
    maxBatchSize: 20,
    createContext: ({ info }) =>
      createApiContext({ services: getServices(), session, headers: headersOf(request, info.connectionParams), reportError }),
    // Compression would hold events back until a block is full.
    responseMeta: ({ type }) => ({
      headers: new Headers({ 'cache-control': type === 'subscription' ? 'no-store, no-transform' : 'no-store' }),
    }),
  });
}

/** A subscription says in its address what other calls say in a header. */
function headersOf(request: Request, parameters: Readonly<Record<string, string | undefined>> | null): Headers {
  const organization = parameters?.['organization'];
  if (organization === undefined || request.headers.has(ORGANIZATION_HEADER)) return request.headers;
  const headers = new Headers(request.headers);
  // What cannot stand in a header names no organisation.
  headers.set(ORGANIZATION_HEADER, encodeURIComponent(organization));
  return headers;
}

export { handle as GET, handle as POST };
