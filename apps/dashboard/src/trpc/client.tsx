'use client';
import { QueryClientProvider } from '@tanstack/react-query';
import type { AppRouter } from '@tollgate/api/root';
import { createTRPCClient, httpBatchLink, splitLink } from '@trpc/client';
import { createTRPCContext } from '@trpc/tanstack-react-query';
import { useState, type ReactNode } from 'react';
import superjson from 'superjson';
import { lazySubscriptionLink } from './lazy-subscription-link.ts';
import { createQueryClient } from './query-client.ts';

const context = createTRPCContext<AppRouter>();

export const useTRPC = context.useTRPC;
export const useTRPCClient = context.useTRPCClient;

/**
 * Talks to the API on behalf of one organisation. Give it the organisation's slug as its `key` too: a switch then starts with an
 * empty cache, so that nothing of one tenant is ever shown under another.
 */
export function TrpcProvider({ organization, children }: { organization: string; children: ReactNode }) {
  const [queryClient] = useState(createQueryClient);
  const [client] = useState(() =>
    createTRPCClient<AppRouter>({
      links: [
        splitLink({
          condition: ({ type }) => type === 'subscription',
          true: lazySubscriptionLink(organization),
          false: httpBatchLink({
            url: '/api/trpc',
            transformer: superjson,
            maxItems: 10,
            headers: { 'x-tollgate-organization': organization },
          }),
        }),
      ],
    }),
  );
  return (
    <QueryClientProvider client={queryClient}>
      <context.TRPCProvider trpcClient={client} queryClient={queryClient}>
        {children}
      </context.TRPCProvider>
    </QueryClientProvider>
  );
}
