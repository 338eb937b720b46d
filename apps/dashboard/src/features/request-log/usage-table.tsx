import { bucketLabel } from './cost-formula.ts';
import type { RequestAttempt } from './request-types.ts';
import { sumUsage } from './sum-usage.ts';

/** What all attempts of the request consumed, bucket by bucket. */
export function UsageTable({ attempts }: { attempts: readonly RequestAttempt[] }) {
  const used = sumUsage(attempts.map((attempt) => attempt.usage));
  if (used.length === 0) return <p className="text-muted-foreground">No tokens were used.</p>;
  return (
    <dl className="grid grid-cols-[repeat(auto-fill,minmax(8rem,1fr))] gap-2">
      {used.map(({ bucket, quantity }) => (
        <div key={bucket} className="rounded-md bg-surface-sunken px-3 py-2">
          <dt className="text-xs text-muted-foreground">{bucketLabel(bucket)}</dt>
          <dd className="font-medium tabular-nums">{quantity.toLocaleString('en-US')}</dd>
        </div>
      ))}
    </dl>
  );
}
