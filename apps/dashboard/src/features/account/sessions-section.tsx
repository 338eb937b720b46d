'use client';
import { useMutation, useQuery } from '@tanstack/react-query';
import { Badge } from '@tollgate/ui/badge';
import { Button } from '@tollgate/ui/button';
import { Card } from '@tollgate/ui/card';
import { RelativeTime } from '@tollgate/ui/relative-time';
import { Skeleton } from '@tollgate/ui/skeleton';
import { showToast } from '@tollgate/ui/toast';
import { fieldErrors } from '../../shell/field-errors.ts';
import { FormMessage } from '../../shell/form-message.tsx';
import { QueryView } from '../../shell/query-view.tsx';
import { useTRPC } from '../../trpc/client.tsx';
import { describeDevice } from './describe-device.ts';
import { useAccountRefresh } from './use-account.ts';

export function SessionsSection() {
  const trpc = useTRPC();
  const query = useQuery(trpc.account.listSessions.queryOptions());
  const refresh = useAccountRefresh();
  const revoke = useMutation(
    trpc.account.revokeSession.mutationOptions({
      onSuccess: async () => {
        await refresh();
        showToast('That browser is signed out.');
      },
    }),
  );
  const revokeOthers = useMutation(
    trpc.account.revokeOtherSessions.mutationOptions({
      onSuccess: async ({ ended }) => {
        await refresh();
        showToast(ended === 1 ? 'One browser was signed out.' : `${ended} browsers were signed out.`);
      },
    }),
  );
  return (
    <Card
      title="Signed-in browsers"
      description="A browser is signed out after 12 hours without use, and after 7 days in any case."
      actions={
        (query.data?.length ?? 0) > 1 && (
          <Button isPending={revokeOthers.isPending} onClick={() => revokeOthers.mutate()}>
            Sign out all others
          </Button>
        )
      }
    >
      <FormMessage message={fieldErrors(revoke.error ?? revokeOthers.error, []).rest} />
      <QueryView query={query} errorTitle="Your sessions could not be loaded" skeleton={<Skeleton className="h-10" />}>
        {(sessions) => (
          <ul className="flex flex-col divide-y">
            {sessions.map(({ id, userAgent, ipAddress, createdAt, lastSeenAt, isCurrent }) => (
              <li key={id} className="flex flex-wrap items-center gap-x-3 gap-y-2 py-2.5 first:pt-0 last:pb-0">
                <div className="min-w-0 flex-1 basis-48">
                  <p className="flex flex-wrap items-center gap-2">
                    <span className="font-medium" title={userAgent ?? undefined}>
                      {describeDevice(userAgent)}
                    </span>
                    {isCurrent && <Badge tone="accent">this browser</Badge>}
                  </p>
                  <p className="text-xs wrap-anywhere text-muted-foreground">
                    {ipAddress !== null && ipAddress !== 'unknown' && <>{ipAddress} · </>}
                    seen <RelativeTime value={lastSeenAt} /> · signed in <RelativeTime value={createdAt} />
                  </p>
                </div>
                {!isCurrent && (
                  <Button
                    size="small"
                    aria-label={`Sign out ${describeDevice(userAgent)}`}
                    isPending={revoke.isPending && revoke.variables.sessionId === id}
                    onClick={() => revoke.mutate({ sessionId: id })}
                  >
                    Sign out
                  </Button>
                )}
              </li>
            ))}
          </ul>
        )}
      </QueryView>
    </Card>
  );
}
