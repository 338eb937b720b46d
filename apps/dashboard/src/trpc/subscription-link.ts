import type { AppRouter } from '@tollgate/api/root';
import { httpSubscriptionLink, type TRPCLink } from '@trpc/client';
import superjson from 'superjson';

/** Server-sent events. Browsers cannot give these a header, so the organisation travels in the address. */
export function createSubscriptionLink(organization: string): TRPCLink<AppRouter> {
  return httpSubscriptionLink({ url: '/api/trpc', transformer: superjson, connectionParams: { organization } });
}
