'use client';
import { buttonClassName } from '@tollgate/ui/button-class-name';
import { EmptyState } from '@tollgate/ui/empty-state';
import { Activity } from 'lucide-react';
import Link from 'next/link';
import { parseAsStringLiteral, useQueryState } from 'nuqs';
import { useWorkspace } from '../../shell/use-workspace.ts';
import type { TimeRange } from '../time-range/use-time-range.ts';
import { BudgetList } from './budget-list.tsx';
import { ChangeList } from './change-list.tsx';
import { MEASURES } from './measures.ts';
import { MeasureChart } from './measure-chart.tsx';
import { OverviewTiles } from './overview-tiles.tsx';
import type { BurningBudget, Change, Overview } from './overview-types.ts';
import { PartList } from './part-list.tsx';
import { ProviderStrip } from './provider-strip.tsx';
import { requestParameters, type OverviewScope } from './request-links.ts';
import { RescuedList } from './rescued-list.tsx';

type OverviewReportProps = {
  time: TimeRange;
  scope: OverviewScope;
  overview: Overview;
  /** Absent until they are there, and for who may not see them. */
  budgets: { budgets: readonly BurningBudget[]; count: number } | undefined;
  changes: readonly Change[] | undefined;
};

export function OverviewReport({ time, scope, overview, budgets, changes }: OverviewReportProps) {
  const { can, href } = useWorkspace();
  const seesMoney = can('spend:read');
  const shown = MEASURES.filter((measure) => seesMoney || measure !== 'spend');
  const [chosen, setMeasure] = useQueryState('measure', parseAsStringLiteral(MEASURES).withDefault('requests'));
  const measure = shown.includes(chosen) ? chosen : 'requests';
  const requestsHref = (options: Parameters<typeof requestParameters>[2]) => href('/requests', requestParameters(time, scope, options));
  const isQuiet = overview.totals.requests === 0 && overview.projects.top.length === 0;

  return (
    <>
      {isQuiet ? (
        <EmptyState
          icon={<Activity />}
          title="Nothing was asked in this range"
          action={
            can('api_key:create') && (
              <Link href={href('/welcome')} className={buttonClassName('primary')}>
                Make a request
              </Link>
            )
          }
        >
          Requests, what they cost and how their providers fared appear here within seconds. Choose a longer range above to see what was
          before.
        </EmptyState>
      ) : (
        <>
          <OverviewTiles overview={overview} measures={shown} chosen={measure} onChoose={(next) => void setMeasure(next)} />
          <MeasureChart
            key={`${time.choice.preset} ${time.choice.from} ${time.choice.to} ${time.zone}`}
            time={time}
            overview={overview}
            measure={measure}
            changes={changes ?? []}
            requestsHref={requestsHref}
          />
          <ProviderStrip providers={overview.providers} requestsHref={requestsHref} />
          <div className="grid gap-4 lg:grid-cols-2 xl:grid-cols-3">
            {scope === 'organization' && <PartList title="By project" parts={overview.projects} by={seesMoney ? 'cost' : 'requests'} />}
            <PartList
              title="By model"
              parts={overview.models}
              by={seesMoney ? 'cost' : 'requests'}
              more={seesMoney ? { href: href('/costs', { group: 'model' }), text: 'All in Costs' } : undefined}
            />
            <PartList
              title="Traffic by route"
              parts={overview.routes}
              by="requests"
              hrefOf={(id) => (id === '' ? null : requestsHref({ query: `route:${JSON.stringify(id)}` }))}
            />
          </div>
        </>
      )}
      <div className="grid items-start gap-4 lg:grid-cols-2 xl:grid-cols-3">
        {!isQuiet && <RescuedList overview={overview} requestsHref={requestsHref} />}
        {budgets !== undefined && <BudgetList {...budgets} time={time} />}
        {changes !== undefined && <ChangeList changes={changes} />}
      </div>
    </>
  );
}
