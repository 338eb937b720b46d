'use client';
import { keepPreviousData, useInfiniteQuery } from '@tanstack/react-query';
import { Button } from '@tollgate/ui/button';
import { EmptyState } from '@tollgate/ui/empty-state';
import { ErrorState } from '@tollgate/ui/error-state';
import { Input } from '@tollgate/ui/input';
import { PageHeader } from '@tollgate/ui/page-header';
import { TableSkeleton } from '@tollgate/ui/table-skeleton';
import { Boxes, Plus, Search } from 'lucide-react';
import { parseAsString, useQueryState } from 'nuqs';
import { useState } from 'react';
import { useCreateDialog } from '../../shell/use-create-dialog.ts';
import { useDebounced } from '../../shell/use-debounced.ts';
import { useWorkspace } from '../../shell/use-workspace.ts';
import { useTRPC, useTRPCClient } from '../../trpc/client.tsx';
import { describeError } from '../../trpc/describe-error.ts';
import { OverrideDialog } from './override-dialog.tsx';
import type { PricedModel, PriceRow } from './price-row.ts';
import { PRICE_COLUMNS, PriceTable } from './price-table.tsx';
import { UnpricedInbox } from './unpriced-inbox.tsx';

const MAX_SEARCH = 200;

export function PricesPage() {
  const trpc = useTRPC();
  const client = useTRPCClient();
  const { can } = useWorkspace();
  const [search, setSearch] = useQueryState('search', parseAsString.withDefault('').withOptions({ history: 'replace' }));
  const settled = useDebounced(search.trim().slice(0, MAX_SEARCH));
  const filter = settled === '' ? {} : { search: settled };
  const prices = useInfiniteQuery({
    queryKey: [...trpc.price.list.queryKey(filter), 'pages'],
    queryFn: ({ pageParam, signal }) =>
      client.price.list.query({ ...filter, ...(pageParam === null ? {} : { cursor: pageParam }) }, { signal }),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.nextCursor,
    placeholderData: keepPreviousData,
  });
  const [edited, setEdited] = useState<(PricedModel & Partial<PriceRow>) | null>(null);
  const [isCreating, setCreating] = useCreateDialog();
  const rows = prices.data?.pages.flatMap((page) => page.rows) ?? [];
  const overrides = prices.data?.pages[0]?.overrides ?? [];
  return (
    <>
      <PageHeader
        title="Models & prices"
        description="What a call costs, in dollars per million tokens. Every attempt remembers the price it was calculated with."
        actions={
          can('price:update') && (
            <Button icon={<Plus aria-hidden />} onClick={() => setCreating(true)}>
              Set a price
            </Button>
          )
        }
      />
      <UnpricedInbox onPrice={setEdited} />
      <search className="relative mb-4 block max-w-md">
        <Search aria-hidden className="pointer-events-none absolute top-2.5 left-2.5 size-4 text-muted-foreground" />
        <Input
          type="search"
          aria-label="Search models"
          placeholder="Search models"
          value={search}
          maxLength={MAX_SEARCH}
          onChange={(event) => void setSearch(event.target.value === '' ? null : event.target.value)}
          className="pl-8"
        />
      </search>
      {prices.data === undefined ? (
        prices.isError ? (
          <ErrorState
            title="The prices could not be loaded"
            {...describeError(prices.error)}
            onRetry={() => void prices.refetch()}
            isRetrying={prices.isFetching}
          />
        ) : (
          <TableSkeleton label="Prices" columns={PRICE_COLUMNS} rows={8} />
        )
      ) : (
        <div aria-busy={prices.isPlaceholderData}>
          {overrides.length > 0 && (
            <section aria-labelledby="overrides" className="mb-8">
              <h2 id="overrides" className="mb-3 text-base font-semibold">
                Your prices
              </h2>
              <PriceTable label="Prices of your own" rows={overrides} onOverride={setEdited} />
            </section>
          )}
          {rows.length === 0 ? (
            <EmptyState
              icon={<Boxes />}
              title={settled === '' ? 'The catalogue is empty' : `No model of the catalogue contains “${settled}”`}
              action={settled === '' ? undefined : <Button onClick={() => void setSearch(null)}>Clear the search</Button>}
            >
              {settled === ''
                ? 'Prices are loaded when Tollgate starts. Until then every call is unpriced.'
                : 'Calls to a model without a price are kept as unpriced until you give it one.'}
            </EmptyState>
          ) : (
            <section aria-labelledby="catalogue">
              <h2 id="catalogue" className="mb-3 text-base font-semibold">
                Catalogue
              </h2>
              <PriceTable label="Catalogue prices" rows={rows} onOverride={setEdited} />
              {prices.hasNextPage && (
                <div className="mt-3 flex justify-center">
                  <Button isPending={prices.isFetchingNextPage} onClick={() => void prices.fetchNextPage()}>
                    Show more
                  </Button>
                </div>
              )}
            </section>
          )}
        </div>
      )}
      {isCreating && can('price:update') && <OverrideDialog model={{ provider: '', model: '' }} onClose={() => setCreating(false)} />}
      {edited !== null && <OverrideDialog model={edited} onClose={() => setEdited(null)} />}
    </>
  );
}
