import { createApiContext } from '@tollgate/api/create-api-context';
import { respondWithExportFile } from '@tollgate/api/respond-with-export';
import { getSession } from '../../../../../auth/session.ts';
import { reportError } from '../../../../../server/report-error.ts';
import { getServices } from '../../../../../server/services.ts';

/** The file of a finished export of one's own. */
export async function GET(request: Request, { params }: { params: Promise<{ exportId: string }> }): Promise<Response> {
  const context = createApiContext({ services: getServices(), session: await getSession(), headers: request.headers, reportError });
  return respondWithExportFile(context, new URL(request.url).searchParams.get('org'), (await params).exportId);
}
