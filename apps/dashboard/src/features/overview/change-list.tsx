'use client';
import { RelativeTime } from '@tollgate/ui/relative-time';
import Link from 'next/link';
import { useWorkspace } from '../../shell/use-workspace.ts';
import { actorOf, describeAction } from './describe-change.ts';
import { OverviewCard } from './overview-card.tsx';
import type { Change } from './overview-types.ts';

const PAGES: Readonly<Record<string, string>> = {
  api_key: '/keys',
  credential: '/providers',
  route: '/routes',
  price_override: '/models',
  member: '/members',
  invitation: '/members',
  project: '/settings',
};

/** Who changed what: what may be behind a change of the figures. */
export function ChangeList({ changes }: { changes: readonly Change[] }) {
  const { href } = useWorkspace();
  return (
    <OverviewCard title="What changed">
      {changes.length === 0 ? (
        <p className="text-muted-foreground">No route, key, price, credential or member changed in this range.</p>
      ) : (
        <ol className="flex flex-col gap-2">
          {changes.map((change) => {
            const page = PAGES[change.objectType];
            const text = describeAction(change);
            return (
              <li key={change.id} className="flex items-baseline justify-between gap-3">
                <span className="min-w-0 break-words">
                  <span className="font-medium">{actorOf(change)}</span>{' '}
                  {page === undefined ? (
                    text
                  ) : (
                    <Link href={href(page)} className="underline-offset-2 hover:underline">
                      {text}
                    </Link>
                  )}
                </span>
                <RelativeTime value={change.at} className="shrink-0 text-xs text-muted-foreground" />
              </li>
            );
          })}
        </ol>
      )}
    </OverviewCard>
  );
}
