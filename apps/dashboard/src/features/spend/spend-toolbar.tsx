'use client';
import { Button } from '@tollgate/ui/button';
import { Select } from '@tollgate/ui/select';
import { Download } from 'lucide-react';
import { type Bucket, bucketsFor } from '../time-range/bucket.ts';
import { RangeFields } from '../time-range/range-fields.tsx';
import type { Range, RangeChoice } from '../time-range/range.ts';
import { ZoneSelect } from '../time-range/zone-select.tsx';
import type { GroupBy } from './spend-search-params.ts';

type SpendToolbarProps = {
  choice: RangeChoice;
  range: Range;
  zone: string;
  browserZone: string;
  nowMs: number;
  bucket: Bucket;
  groupBy: GroupBy;
  scope: 'organization' | 'project';
  projectName: string;
  onRange: (choice: RangeChoice) => void;
  onZone: (zone: string) => void;
  onBucket: (bucket: Bucket) => void;
  onGroupBy: (groupBy: GroupBy) => void;
  onScope: (scope: 'organization' | 'project') => void;
  /** Missing while there is nothing to download. */
  onDownload: (() => void) | undefined;
};

/** "User" is the end user; a switch beside it turns to members of the organisation, the owners of the keys. */
const CHOICES: readonly { value: GroupBy; label: string }[] = [
  { value: 'project', label: 'Project' },
  { value: 'end_user', label: 'User' },
  { value: 'model', label: 'Model' },
  { value: 'key', label: 'Key' },
  { value: 'provider', label: 'Provider' },
  { value: 'route', label: 'Route' },
  { value: 'tag', label: 'Tag' },
];

const BUCKET_LABELS: Record<Bucket, string> = { hour: 'Hourly', day: 'Daily', week: 'Weekly', month: 'Monthly' };

export function SpendToolbar(props: SpendToolbarProps) {
  const { choice, range, zone, browserZone, nowMs, bucket, groupBy } = props;
  const isPerson = groupBy === 'end_user' || groupBy === 'member';
  return (
    <div role="group" aria-label="What is shown" className="grid grid-cols-2 gap-2 sm:flex sm:flex-wrap sm:items-center">
      <Select
        aria-label="Group by"
        className="sm:w-36"
        value={groupBy === 'member' ? 'end_user' : groupBy}
        onChange={(event) => props.onGroupBy(event.target.value as GroupBy)}
      >
        {CHOICES.map(({ value, label }) => (
          <option key={value} value={value}>
            By {label.toLowerCase()}
          </option>
        ))}
      </Select>
      {isPerson && (
        <fieldset className="flex rounded-md border border-input p-0.5">
          <legend className="sr-only">Which user</legend>
          <PersonChoice value="end_user" groupBy={groupBy} onGroupBy={props.onGroupBy}>
            End user
          </PersonChoice>
          <PersonChoice value="member" groupBy={groupBy} onGroupBy={props.onGroupBy}>
            Member
          </PersonChoice>
        </fieldset>
      )}
      <Select
        aria-label="Projects"
        className="sm:w-36"
        value={props.scope}
        onChange={(event) => props.onScope(event.target.value === 'project' ? 'project' : 'organization')}
      >
        <option value="organization">All projects</option>
        <option value="project">{props.projectName}</option>
      </Select>
      <RangeFields choice={choice} zone={zone} nowMs={nowMs} onChange={props.onRange} />
      <Select aria-label="Bucket" className="sm:w-28" value={bucket} onChange={(event) => props.onBucket(event.target.value as Bucket)}>
        {bucketsFor(range).map((value) => (
          <option key={value} value={value}>
            {BUCKET_LABELS[value]}
          </option>
        ))}
      </Select>
      <div className="min-w-0 sm:w-60">
        <ZoneSelect value={zone} browserZone={browserZone} onChange={props.onZone} />
      </div>
      <Button className="sm:ml-auto" icon={<Download aria-hidden />} disabled={props.onDownload === undefined} onClick={props.onDownload}>
        CSV
      </Button>
    </div>
  );
}

function PersonChoice({
  value,
  groupBy,
  onGroupBy,
  children,
}: {
  value: GroupBy;
  groupBy: GroupBy;
  onGroupBy: (groupBy: GroupBy) => void;
  children: string;
}) {
  return (
    <label className="inline-flex h-7.5 cursor-pointer items-center rounded-sm px-2 text-sm has-checked:bg-accent-surface has-checked:font-medium has-focus-visible:outline-2 has-focus-visible:outline-ring">
      <input type="radio" name="person" className="sr-only" checked={groupBy === value} onChange={() => onGroupBy(value)} />
      {children}
    </label>
  );
}
