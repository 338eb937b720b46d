'use client';
import { Button } from '@tollgate/ui/button';
import { Select } from '@tollgate/ui/select';
import { Download } from 'lucide-react';
import { type Bucket, bucketsFor } from '../time-range/bucket.ts';
import { COMPARISON_NAMES, COMPARISONS } from '../time-range/comparison.ts';
import { TimeRangePicker } from '../time-range/time-range-picker.tsx';
import type { TimeRange } from '../time-range/use-time-range.ts';
import type { GroupBy } from './spend-search-params.ts';

type SpendToolbarProps = {
  time: TimeRange;
  bucket: Bucket;
  groupBy: GroupBy;
  scope: 'organization' | 'project';
  projectName: string;
  onBucket: (bucket: Bucket | null) => void;
  onGroupBy: (groupBy: GroupBy) => void;
  onScope: (scope: 'organization' | 'project') => void;
  /** Missing while there is nothing to download. */
  onDownload: (() => void) | undefined;
};

const CHOICES: readonly { value: GroupBy; label: string }[] = [
  { value: 'organization', label: 'Organisation' },
  { value: 'project', label: 'Project' },
  { value: 'member', label: 'User (who made the key)' },
  { value: 'end_user', label: 'End user' },
  { value: 'key', label: 'Key' },
  { value: 'model', label: 'Model' },
  { value: 'provider', label: 'Provider' },
  { value: 'route', label: 'Route' },
  { value: 'tag', label: 'Tag' },
];

const BUCKET_LABELS: Record<Bucket, string> = {
  quarter: 'Every 15 minutes',
  hour: 'Hourly',
  day: 'Daily',
  week: 'Weekly',
  month: 'Monthly',
};

export function SpendToolbar({ time, bucket, groupBy, ...props }: SpendToolbarProps) {
  return (
    <div role="group" aria-label="What is shown" className="grid grid-cols-2 gap-2 sm:flex sm:flex-wrap sm:items-center">
      <Select
        aria-label="Group by"
        className="sm:w-36"
        value={groupBy}
        onChange={(event) => props.onGroupBy(event.target.value as GroupBy)}
      >
        {CHOICES.map(({ value, label }) => (
          <option key={value} value={value}>
            By {label.charAt(0).toLowerCase() + label.slice(1)}
          </option>
        ))}
      </Select>
      <Select
        aria-label="Projects"
        className="sm:w-36"
        value={props.scope}
        onChange={(event) => props.onScope(event.target.value === 'project' ? 'project' : 'organization')}
      >
        <option value="organization">All projects</option>
        <option value="project">{props.projectName}</option>
      </Select>
      <TimeRangePicker
        className="justify-start max-sm:col-span-2"
        choice={time.choice}
        zone={time.zone}
        browserZone={time.browserZone}
        nowMs={time.nowMs}
        onChoice={(choice) => {
          time.setChoice(choice);
          props.onBucket(null);
        }}
        onZone={time.setZone}
      />
      <Select aria-label="Bucket" className="sm:w-28" value={bucket} onChange={(event) => props.onBucket(event.target.value as Bucket)}>
        {bucketsFor(time.range).map((value) => (
          <option key={value} value={value}>
            {BUCKET_LABELS[value]}
          </option>
        ))}
      </Select>
      <Select
        aria-label="Compare with"
        className="sm:w-48"
        value={time.comparison ?? ''}
        onChange={(event) => time.setComparison(COMPARISONS.find((name) => name === event.target.value) ?? null)}
      >
        <option value="">No comparison</option>
        {COMPARISONS.map((name) => (
          <option key={name} value={name}>
            {COMPARISON_NAMES[name]}
          </option>
        ))}
      </Select>
      <Button
        className="max-sm:col-span-2 sm:ml-auto"
        icon={<Download aria-hidden />}
        disabled={props.onDownload === undefined}
        onClick={props.onDownload}
      >
        CSV
      </Button>
    </div>
  );
}
