import { createApiContext } from '@tollgate/api/create-api-context';
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
    createContext: () => createApiContext({ services: getServices(), session, headers: request.headers, reportError }),
    responseMeta: () => ({ headers: new Headers({ 'cache-control': 'no-store' }) }),
  });
}

export { handle as GET, handle as POST };
