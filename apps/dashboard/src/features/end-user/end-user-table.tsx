import { RelativeTime } from '@tollgate/ui/relative-time';
import { Table, TableBody, TableCell, TableHead, TableHeader, TableRow } from '@tollgate/ui/table';
import { ArrowDown } from 'lucide-react';
import { CallerText } from '../caller-text/caller-text.tsx';
import { CostCell } from '../request-log/cost-cell.tsx';
import type { EndUser } from './end-user-types.ts';

type Order = 'cost' | 'requests' | 'errors';
type EndUserTableProps = {
  users: readonly EndUser[];
  order: Order;
  seesMoney: boolean;
  isStale: boolean;
  onOrder: (order: Order) => void;
  onOpen: (endUser: string) => void;
};

export function EndUserTable({ users, order, seesMoney, isStale, onOrder, onOpen }: EndUserTableProps) {
  return (
    <Table label="End users" aria-busy={isStale} className={isStale ? 'opacity-60' : ''}>
      <TableHead>
        <tr>
          <TableHeader>End user</TableHeader>
          <OrderHeader name="Requests" own="requests" order={order} onOrder={onOrder} />
          <OrderHeader name="Errors" own="errors" order={order} onOrder={onOrder} />
          <TableHeader isNumeric>Tokens</TableHeader>
          {seesMoney && <OrderHeader name="Cost" own="cost" order={order} onOrder={onOrder} />}
          <TableHeader isNumeric>Last seen</TableHeader>
        </tr>
      </TableHead>
      <TableBody>
        {users.map((user) => (
          <TableRow key={user.endUser} className="cursor-pointer" onClick={() => onOpen(user.endUser)}>
            <TableCell className="max-w-64">
              <button
                type="button"
                className="-my-1 max-w-full truncate rounded-sm py-1 text-left font-medium hover:underline"
                onClick={(event) => {
                  event.stopPropagation();
                  onOpen(user.endUser);
                }}
              >
                <CallerText text={user.endUser} />
              </button>
            </TableCell>
            <TableCell isNumeric>{user.requests.toLocaleString('en-US')}</TableCell>
            <TableCell isNumeric>
              {user.failed === 0 ? (
                <span className="text-muted-foreground">0</span>
              ) : (
                <span>
                  {user.failed.toLocaleString('en-US')}{' '}
                  <span className="text-muted-foreground">({((user.failed / user.requests) * 100).toFixed(1)} %)</span>
                </span>
              )}
            </TableCell>
            <TableCell isNumeric>{(user.inputTokens + user.outputTokens).toLocaleString('en-US')}</TableCell>
            {seesMoney && (
              <TableCell isNumeric className="font-medium">
                <CostCell costPico={user.costPico} isUnpriced={user.isUnpriced} />
              </TableCell>
            )}
            <TableCell isNumeric>
              <RelativeTime value={user.lastSeen} />
            </TableCell>
          </TableRow>
        ))}
      </TableBody>
    </Table>
  );
}

function OrderHeader({ name, own, order, onOrder }: { name: string; own: Order; order: Order; onOrder: (order: Order) => void }) {
  return (
    <TableHeader isNumeric aria-sort={order === own ? 'descending' : 'none'}>
      <button
        type="button"
        className="inline-flex min-h-6 items-center gap-1 rounded-sm hover:text-foreground"
        onClick={() => onOrder(own)}
      >
        {name}
        <ArrowDown aria-hidden className={order === own ? 'size-3.5' : 'invisible size-3.5'} />
      </button>
    </TableHeader>
  );
}
