'use client';
import { useQuery } from '@tanstack/react-query';
import { Button } from '@tollgate/ui/button';
import { RelativeTime } from '@tollgate/ui/relative-time';
import { Table, TableBody, TableCell, TableHead, TableHeader, TableRow } from '@tollgate/ui/table';
import { TriangleAlert } from 'lucide-react';
import { useWorkspace } from '../../shell/use-workspace.ts';
import { useTRPC } from '../../trpc/client.tsx';
import type { PricedModel } from './price-row.ts';

/** Models that were called and have no price; nothing at all when there are none. */
export function UnpricedInbox({ onPrice }: { onPrice: (model: PricedModel) => void }) {
  const trpc = useTRPC();
  const { can } = useWorkspace();
  const { data: rows = [] } = useQuery(trpc.price.listUnpriced.queryOptions());
  if (rows.length === 0) return null;
  return (
    <section aria-labelledby="unpriced" className="mb-8">
      <h2 id="unpriced" className="mb-1 flex items-center gap-2 text-base font-semibold">
        <TriangleAlert aria-hidden className="size-4 text-warning" />
        Without a price
      </h2>
      <p className="mb-3 max-w-prose text-muted-foreground">
        Called in the last 30 days. Their cost is unknown and in no sum. A price that you give holds for calls from its date on.
      </p>
      <Table label="Models without a price">
        <TableHead>
          <tr>
            <TableHeader>Model</TableHeader>
            <TableHeader isNumeric>Attempts</TableHeader>
            <TableHeader>Last seen</TableHeader>
            {can('price:update') && (
              <TableHeader>
                <span className="sr-only">Actions</span>
              </TableHeader>
            )}
          </tr>
        </TableHead>
        <TableBody>
          {rows.map((row) => (
            <TableRow key={`${row.provider}/${row.model}`}>
              <TableCell className="min-w-44">
                <code className="font-mono text-xs wrap-anywhere">
                  {row.provider}/{row.model}
                </code>
              </TableCell>
              <TableCell isNumeric>{row.attempts.toLocaleString('en-US')}</TableCell>
              <TableCell className="whitespace-nowrap">
                <RelativeTime value={row.lastSeenAt} />
              </TableCell>
              {can('price:update') && (
                <TableCell className="text-right">
                  <Button size="small" aria-label={`Set price of ${row.provider}/${row.model}`} onClick={() => onPrice(row)}>
                    Set price
                  </Button>
                </TableCell>
              )}
            </TableRow>
          ))}
        </TableBody>
      </Table>
    </section>
  );
}
