import { Skeleton } from '@tollgate/ui/skeleton';
import { MEASURES } from './measures.ts';

/** The shape of the page while its first answer is on the way. */
export function OverviewSkeleton() {
  return (
    <div className="flex flex-col gap-4" aria-busy="true">
      <div className="grid grid-cols-2 gap-3 md:grid-cols-3 xl:grid-cols-6">
        {MEASURES.map((measure) => (
          <div key={measure} className="h-24 rounded-lg border bg-surface px-4 py-3">
            <Skeleton className="h-4 w-16" />
            <Skeleton className="mt-1.5 h-6 w-24" />
            <Skeleton className="mt-1.5 w-20" />
          </div>
        ))}
      </div>
      <div className="rounded-lg border bg-surface p-4">
        <Skeleton className="h-52 w-full" />
      </div>
      <div className="grid gap-4 lg:grid-cols-3">
        {['project', 'model', 'route'].map((part) => (
          <div key={part} className="rounded-lg border bg-surface p-4">
            <Skeleton className="h-40 w-full" />
          </div>
        ))}
      </div>
    </div>
  );
}
