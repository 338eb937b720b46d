'use client';
import { Menu } from '@tollgate/ui/menu';
import { MenuItem } from '@tollgate/ui/menu-item';
import { MenuSeparator } from '@tollgate/ui/menu-separator';
import { buttonClassName } from '@tollgate/ui/button-class-name';
import { RelativeTime } from '@tollgate/ui/relative-time';
import { Table, TableBody, TableCell, TableHead, TableHeader, TableRow } from '@tollgate/ui/table';
import { Ban, Ellipsis, Pencil, RefreshCw } from 'lucide-react';
import { useArrival } from '../../shell/use-arrival.ts';
import { useWorkspace } from '../../shell/use-workspace.ts';
import type { ApiKeyRow } from './api-key-row.ts';
import { BudgetBar } from './budget-bar.tsx';
import { StatusBadge } from './status-badge.tsx';

export type KeyAction = 'edit' | 'rotate' | 'revoke';

export const KEY_COLUMNS = ['Name', 'Status', 'Last used', 'Created', 'Rate limit', 'Budget'];

export function KeyTable({ rows, onAction }: { rows: readonly ApiKeyRow[]; onAction: (action: KeyAction, row: ApiKeyRow) => void }) {
  const { can } = useWorkspace();
  const arrival = useArrival();
  const hasActions = can('api_key:update') || can('api_key:revoke');
  return (
    <Table label="API keys">
      <TableHead>
        <tr>
          {KEY_COLUMNS.map((column) => (
            <TableHeader key={column} isNumeric={column === 'Rate limit'}>
              {column}
            </TableHeader>
          ))}
          {hasActions && (
            <TableHeader>
              <span className="sr-only">Actions</span>
            </TableHeader>
          )}
        </tr>
      </TableHead>
      <TableBody>
        {rows.map((row) => {
          const isUsable = row.status === 'active' || row.status === 'expiring';
          return (
            <TableRow key={row.id} {...arrival(row.id)}>
              <TableCell className="max-w-56">
                <span className="block truncate font-medium" title={row.name}>
                  {row.name}
                </span>
                <code className="font-mono text-xs whitespace-nowrap text-muted-foreground">{row.hint}</code>
              </TableCell>
              <TableCell>
                <StatusBadge row={row} />
              </TableCell>
              <TableCell className="whitespace-nowrap">
                {row.lastUsedAt === null ? <span className="text-muted-foreground">never</span> : <RelativeTime value={row.lastUsedAt} />}
              </TableCell>
              <TableCell className="whitespace-nowrap">
                <RelativeTime value={row.createdAt} className="block" />
                <span className="block max-w-40 truncate text-xs text-muted-foreground">
                  by {row.createdBy ?? 'configuration'}
                  {row.isOrphaned && ' (left)'}
                </span>
              </TableCell>
              <TableCell isNumeric>
                {row.rpm === null ? <span className="text-muted-foreground">no limit</span> : `${row.rpm.toLocaleString('en-US')} a minute`}
              </TableCell>
              <TableCell>
                {row.budget === null ? <span className="text-muted-foreground">no budget</span> : <BudgetBar budget={row.budget} />}
              </TableCell>
              {hasActions && (
                <TableCell className="w-10 text-right">
                  {row.status !== 'revoked' && (
                    <Menu
                      trigger={<Ellipsis aria-hidden />}
                      triggerLabel={`Actions for ${row.name}`}
                      triggerClassName={buttonClassName('ghost', 'icon', 'size-7')}
                    >
                      {can('api_key:update') && (
                        <>
                          <MenuItem icon={<Pencil aria-hidden />} onSelect={() => onAction('edit', row)}>
                            Edit
                          </MenuItem>
                          <MenuItem
                            icon={<RefreshCw aria-hidden />}
                            isDisabled={!isUsable || row.rotatedToId !== null}
                            onSelect={() => onAction('rotate', row)}
                          >
                            Rotate
                          </MenuItem>
                        </>
                      )}
                      {can('api_key:revoke') && (
                        <>
                          <MenuSeparator />
                          <MenuItem icon={<Ban aria-hidden />} isDanger onSelect={() => onAction('revoke', row)}>
                            Revoke
                          </MenuItem>
                        </>
                      )}
                    </Menu>
                  )}
                </TableCell>
              )}
            </TableRow>
          );
        })}
      </TableBody>
    </Table>
  );
}
