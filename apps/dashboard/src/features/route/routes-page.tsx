'use client';
import { useQuery } from '@tanstack/react-query';
import { Button } from '@tollgate/ui/button';
import { CopyButton } from '@tollgate/ui/copy-button';
import { EmptyState } from '@tollgate/ui/empty-state';
import { PageHeader } from '@tollgate/ui/page-header';
import { RelativeTime } from '@tollgate/ui/relative-time';
import { Table, TableBody, TableCell, TableHead, TableHeader, TableRow } from '@tollgate/ui/table';
import { TableSkeleton } from '@tollgate/ui/table-skeleton';
import { ArrowRight, Plus, Route } from 'lucide-react';
import { useState } from 'react';
import { useArrival } from '../../shell/use-arrival.ts';
import { useCreateDialog } from '../../shell/use-create-dialog.ts';
import { QueryView } from '../../shell/query-view.tsx';
import { useWorkspace } from '../../shell/use-workspace.ts';
import { useTRPC } from '../../trpc/client.tsx';
import { DeleteRouteDialog } from './delete-route-dialog.tsx';
import { RouteDialog } from './route-dialog.tsx';
import type { RouteRow } from './route-row.ts';

const COLUMNS = ['Model string', 'Targets in order', 'Version', 'Published'];

type Open = { action: 'edit' | 'delete'; row: RouteRow };

export function RoutesPage() {
  const trpc = useTRPC();
  const { project, can } = useWorkspace();
  const routes = useQuery(trpc.route.list.queryOptions({ projectId: project.id }));
  const [open, setOpen] = useState<Open | null>(null);
  const [isCreating, setCreating] = useCreateDialog();
  const arrival = useArrival();
  const close = () => setOpen(null);
  const mayUpdate = can('route:update');
  const createButton = mayUpdate && (
    <Button variant="primary" icon={<Plus aria-hidden />} onClick={() => setCreating(true)}>
      Create route
    </Button>
  );
  return (
    <>
      <PageHeader
        title="Routes"
        description={`Names that applications of ${project.name} use as their model, each with an ordered list of fallbacks.`}
        actions={createButton}
      />
      <QueryView
        query={routes}
        errorTitle="The routes could not be loaded"
        skeleton={<TableSkeleton label="Routes" columns={COLUMNS} rows={3} />}
      >
        {(rows) =>
          rows.length === 0 ? (
            <EmptyState icon={<Route />} title="No routes yet" action={createButton}>
              A route gives a list of models one name. When the first is rate limited or down, the next one answers, and your application
              does not notice.
            </EmptyState>
          ) : (
            <Table label="Routes">
              <TableHead>
                <tr>
                  {COLUMNS.map((column) => (
                    <TableHeader key={column} isNumeric={column === 'Version'}>
                      {column}
                    </TableHeader>
                  ))}
                  {mayUpdate && (
                    <TableHeader>
                      <span className="sr-only">Actions</span>
                    </TableHeader>
                  )}
                </tr>
              </TableHead>
              <TableBody>
                {rows.map((row) => (
                  <TableRow key={row.id} {...arrival(row.id)}>
                    <TableCell>
                      <span className="inline-flex max-w-64 items-center gap-1">
                        <code className="truncate font-mono text-xs" title={row.name}>
                          {row.name}
                        </code>
                        <CopyButton value={row.name} label={`Copy model string ${row.name}`} />
                      </span>
                    </TableCell>
                    <TableCell>
                      <ol className="flex min-w-48 flex-wrap items-center gap-x-1.5 gap-y-1">
                        {row.targets.map((target, index) => (
                          <li key={`${index + 1} ${target.credential}/${target.model}`} className="inline-flex items-center gap-1.5">
                            {index > 0 && <ArrowRight aria-hidden className="size-3.5 text-muted-foreground" />}
                            <code className="rounded-sm bg-surface-hover px-1.5 py-0.5 font-mono text-xs break-all">
                              {target.credential}/{target.model}
                            </code>
                          </li>
                        ))}
                      </ol>
                    </TableCell>
                    <TableCell isNumeric>{row.version}</TableCell>
                    <TableCell className="whitespace-nowrap">
                      <RelativeTime value={row.updatedAt} />
                    </TableCell>
                    {mayUpdate && (
                      <TableCell className="text-right whitespace-nowrap">
                        <span className="inline-flex gap-2">
                          <Button size="small" aria-label={`Edit ${row.name}`} onClick={() => setOpen({ action: 'edit', row })}>
                            Edit
                          </Button>
                          <Button size="small" aria-label={`Delete ${row.name}`} onClick={() => setOpen({ action: 'delete', row })}>
                            Delete
                          </Button>
                        </span>
                      </TableCell>
                    )}
                  </TableRow>
                ))}
              </TableBody>
            </Table>
          )
        }
      </QueryView>
      {isCreating && mayUpdate && (
        <RouteDialog row={null} takenNames={(routes.data ?? []).map(({ name }) => name)} onClose={() => setCreating(false)} />
      )}
      {open?.action === 'edit' && <RouteDialog row={open.row} takenNames={[]} onClose={close} />}
      {open?.action === 'delete' && <DeleteRouteDialog row={open.row} onClose={close} />}
    </>
  );
}
