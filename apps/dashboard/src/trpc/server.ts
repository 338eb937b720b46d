import { createApiContext } from '@tollgate/api/create-api-context';
import { appRouter } from '@tollgate/api/root';
import { trpc } from '@tollgate/api/trpc';
import type { Session } from '../auth/session.ts';
import { reportError } from '../server/report-error.ts';
import { getServices } from '../server/services.ts';

const createCaller = trpc.createCallerFactory(appRouter);

/**
 * Calls the API within the server, under the same checks as from a browser.
 *
 * @param address where the browser is, for what is counted or noted by address.
 */
export function callerFor(session: Session | null, organization: string | null, address: string | null = null) {
  const headers = new Headers({
    ...(organization === null ? {} : { 'x-tollgate-organization': organization }),
    ...(address === null ? {} : { 'x-forwarded-for': address }),
  });
  return createCaller(createApiContext({ services: getServices(), session, headers, reportError }));
}
