import { createApiContext } from '@tollgate/api/create-api-context';
import { ORGANIZATION_HEADER } from '@tollgate/api/procedures';
import { respondWithExport } from '@tollgate/api/respond-with-export';
import { isSameOrigin } from '../../../../auth/is-same-origin.ts';
import { getSession } from '../../../../auth/session.ts';
import { reportError } from '../../../../server/report-error.ts';
import { getServices } from '../../../../server/services.ts';

/** A file of requests; the body is the question. */
export async function POST(request: Request): Promise<Response> {
  if (!isSameOrigin(request.headers, process.env['PUBLIC_URL'])) {
    return Response.json({ error: { message: 'This request comes from another site and was refused.' } }, { status: 403 });
  }
  const context = createApiContext({ services: getServices(), session: await getSession(), headers: request.headers, reportError });
  const question: unknown = await request.json().catch(() => null);
  return respondWithExport(context, request.headers.get(ORGANIZATION_HEADER), question);
}
