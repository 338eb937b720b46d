import { Skeleton } from '@tollgate/ui/skeleton';
import { TableSkeleton } from '@tollgate/ui/table-skeleton';

/** The shape of the page while its first answer is on the way. */
export function SpendSkeleton() {
  return (
    <div className="flex flex-col gap-4" aria-busy="true">
      <div className="grid grid-cols-2 gap-3 lg:grid-cols-4">
        {['spend', 'requests', 'tokens', 'unpriced'].map((tile) => (
          <div key={tile} className="rounded-lg border bg-surface px-4 py-3">
            <Skeleton className="h-4 w-16" />
            <Skeleton className="mt-1.5 h-6 w-24" />
            <Skeleton className="mt-1.5 w-28" />
          </div>
        ))}
      </div>
      <div className="rounded-lg border bg-surface p-4">
        <Skeleton className="h-72 w-full" />
      </div>
      <TableSkeleton label="spend" columns={['Name', 'Cost', 'Share', 'Requests', 'Tokens', 'Cost per request']} />
    </div>
  );
}
