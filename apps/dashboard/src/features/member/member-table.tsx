import { roleGrants } from '@tollgate/core/access/permission';
import { Badge } from '@tollgate/ui/badge';
import { buttonClassName } from '@tollgate/ui/button-class-name';
import { Menu } from '@tollgate/ui/menu';
import { MenuItem } from '@tollgate/ui/menu-item';
import { RelativeTime } from '@tollgate/ui/relative-time';
import { Table, TableBody, TableCell, TableHead, TableHeader, TableRow } from '@tollgate/ui/table';
import { Ellipsis, UserCog, UserMinus } from 'lucide-react';
import { useArrival } from '../../shell/use-arrival.ts';
import { useWorkspace } from '../../shell/use-workspace.ts';
import type { MemberRow } from './member-row.ts';
import { ROLE_SUMMARIES, roleName } from './role-words.ts';

export const MEMBER_COLUMNS = ['Name', 'E-mail address', 'Role', 'Active keys', 'Joined', 'Actions'];

type MemberTableProps = { rows: readonly MemberRow[]; onAction: (action: 'role' | 'remove', row: MemberRow) => void };

export function MemberTable({ rows, onAction }: MemberTableProps) {
  const { organization, can } = useWorkspace();
  const arrival = useArrival();
  return (
    <Table label="Members">
      <TableHead>
        <tr>
          {MEMBER_COLUMNS.map((column) => (
            <TableHeader key={column} isNumeric={column === 'Active keys'}>
              {column === 'Actions' ? <span className="sr-only">Actions</span> : column}
            </TableHeader>
          ))}
        </tr>
      </TableHead>
      <TableBody>
        {rows.map((row) => {
          const mayAct = roleGrants(organization.role, row.role);
          return (
            <TableRow key={row.memberId} {...arrival(row.memberId)}>
              <TableCell className="max-w-64 font-medium">
                <span className="flex items-center gap-2">
                  <span className="truncate" title={row.name}>
                    {row.name}
                  </span>
                  {row.isYou && <Badge>You</Badge>}
                </span>
              </TableCell>
              <TableCell>{row.email}</TableCell>
              <TableCell>
                <Badge tone={row.role === 'owner' ? 'accent' : 'neutral'} title={ROLE_SUMMARIES[row.role]}>
                  {roleName(row.role)}
                </Badge>
              </TableCell>
              <TableCell isNumeric>{row.activeKeys}</TableCell>
              <TableCell className="whitespace-nowrap text-muted-foreground">
                <RelativeTime value={row.joinedAt} />
              </TableCell>
              <TableCell className="w-12 text-right">
                {mayAct && (can('member:update') || can('member:remove')) && (
                  <Menu
                    triggerLabel={`Actions for ${row.name}`}
                    triggerClassName={buttonClassName('ghost', 'icon', 'size-7')}
                    trigger={<Ellipsis aria-hidden />}
                  >
                    {can('member:update') && (
                      <MenuItem icon={<UserCog aria-hidden />} onSelect={() => onAction('role', row)}>
                        Change role
                      </MenuItem>
                    )}
                    {can('member:remove') && !row.isYou && (
                      <MenuItem icon={<UserMinus aria-hidden />} isDanger onSelect={() => onAction('remove', row)}>
                        Remove
                      </MenuItem>
                    )}
                  </Menu>
                )}
              </TableCell>
            </TableRow>
          );
        })}
      </TableBody>
    </Table>
  );
}
