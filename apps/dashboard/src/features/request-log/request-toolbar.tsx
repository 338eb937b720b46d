'use client';
import { useQuery } from '@tanstack/react-query';
import { Button } from '@tollgate/ui/button';
import { Select } from '@tollgate/ui/select';
import { Pause, Play } from 'lucide-react';
import { useWorkspace } from '../../shell/use-workspace.ts';
import { useTRPC } from '../../trpc/client.tsx';
import { RangeFields } from '../time-range/range-fields.tsx';
import type { RangeChoice } from '../time-range/range.ts';
import { ZoneSelect } from '../time-range/zone-select.tsx';
import type { RequestQuery } from './request-query.ts';
import { SearchField } from './search-field.tsx';

type RequestToolbarProps = {
  query: RequestQuery;
  choice: RangeChoice;
  zone: string;
  browserZone: string;
  nowMs: number;
  isLive: boolean;
  onChange: (change: Partial<RequestQuery>) => void;
  onLive: (isLive: boolean) => void;
};

export function RequestToolbar({ query, choice, zone, browserZone, nowMs, isLive, onChange, onLive }: RequestToolbarProps) {
  const { project, can } = useWorkspace();
  const trpc = useTRPC();
  const keys = useQuery(trpc.apiKey.list.queryOptions({ projectId: project.id }, { enabled: can('api_key:read') }));
  return (
    <div role="group" aria-label="Filters" className="grid grid-cols-2 gap-2 sm:flex sm:flex-wrap sm:items-center">
      <SearchField label="Request id" className="sm:w-40" value={query.id} onCommit={(id) => onChange({ id })} />
      <Select
        aria-label="Status"
        className="sm:w-32"
        value={query.status ?? ''}
        onChange={(event) => onChange({ status: statusOf(event.target.value) })}
      >
        <option value="">Any status</option>
        <option value="success">Success</option>
        <option value="error">Error</option>
      </Select>
      <SearchField label="Model" className="sm:w-40" value={query.model} onCommit={(model) => onChange({ model })} />
      {can('api_key:read') && (
        <Select
          aria-label="Key"
          className="sm:w-36"
          value={query.key ?? ''}
          onChange={(event) => onChange({ key: event.target.value || null })}
        >
          <option value="">Any key</option>
          {keys.data?.map((key) => (
            <option key={key.id} value={key.id}>
              {key.name}
            </option>
          ))}
          {query.key !== null && !keys.data?.some((key) => key.id === query.key) && <option value={query.key}>{query.key}</option>}
        </Select>
      )}
      <RangeFields choice={choice} zone={zone} nowMs={nowMs} onChange={({ preset, from, to }) => onChange({ range: preset, from, to })} />
      <div className="min-w-0 sm:w-44">
        <ZoneSelect value={zone} browserZone={browserZone} onChange={(next) => onChange({ zone: next === browserZone ? null : next })} />
      </div>
      <Button className="sm:ml-auto" icon={isLive ? <Pause aria-hidden /> : <Play aria-hidden />} onClick={() => onLive(!isLive)}>
        {isLive ? 'Pause refresh' : 'Resume refresh'}
      </Button>
    </div>
  );
}

function statusOf(text: string): RequestQuery['status'] {
  return text === 'success' || text === 'error' ? text : null;
}
