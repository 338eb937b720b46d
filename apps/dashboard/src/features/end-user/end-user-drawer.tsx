'use client';
import { useQuery } from '@tanstack/react-query';
import { formatRequestQuery } from '@tollgate/core/request-filter/format-request-query';
import { buttonClassName } from '@tollgate/ui/button-class-name';
import { Drawer } from '@tollgate/ui/drawer';
import { Skeleton } from '@tollgate/ui/skeleton';
import { List } from 'lucide-react';
import Link from 'next/link';
import { useSearchParams } from 'next/navigation';
import { QueryView } from '../../shell/query-view.tsx';
import { useWorkspace } from '../../shell/use-workspace.ts';
import { useTRPC } from '../../trpc/client.tsx';
import { CallerText } from '../caller-text/caller-text.tsx';
import { ExportMenu } from '../request-log/export-menu.tsx';
import { SessionList } from './session-list.tsx';

type EndUserDrawerProps = {
  user: string | null;
  scope: { projectId?: string; from: string; to: string };
  zone: string;
  onClose: () => void;
};

/** The sessions of one end user, last used first. */
export function EndUserDrawer({ user, scope, zone, onClose }: EndUserDrawerProps) {
  const trpc = useTRPC();
  const { href } = useWorkspace();
  const search = useSearchParams();
  const sessions = useQuery(
    trpc.endUser.listSessions.queryOptions({ ...scope, endUser: user ?? '' }, { enabled: user !== null, staleTime: 30_000 }),
  );
  // The pages behind the links show the same span of time.
  const kept = Object.fromEntries([...search].filter(([name]) => ['range', 'from', 'to', 'zone', 'scope'].includes(name)));
  if (!('range' in kept)) kept['range'] = '7d';
  return (
    <Drawer
      isOpen={user !== null}
      onOpenChange={(isOpen) => !isOpen && onClose()}
      isModal={false}
      className="w-[min(40rem,100vw)]"
      title={<CallerText text={user ?? ''} />}
      actions={
        user !== null && (
          <>
            <ExportMenu size="small" question={{ ...scope, filter: [{ kind: 'text', field: 'user', isNot: false, values: [user] }] }} />
            <Link
              className={buttonClassName('secondary', 'small')}
              href={href('/requests', {
                ...kept,
                q: formatRequestQuery([{ kind: 'text', field: 'user', isNot: false, values: [user] }]),
              })}
            >
              <List aria-hidden />
              All requests
            </Link>
          </>
        )
      }
    >
      <div className="p-4">
        <QueryView query={sessions} errorTitle="The sessions could not be loaded" skeleton={<Skeleton className="h-48 w-full" />}>
          {(data) => (
            <SessionList
              sessions={data.sessions}
              isPartial={data.isPartial}
              zone={zone}
              hrefOf={(session) => href('/sessions', { ...kept, session })}
            />
          )}
        </QueryView>
      </div>
    </Drawer>
  );
}
