'use client';
import { useQuery } from '@tanstack/react-query';
import { Badge } from '@tollgate/ui/badge';
import { PageHeader } from '@tollgate/ui/page-header';
import { Table, TableBody, TableCell, TableHead, TableHeader, TableRow } from '@tollgate/ui/table';
import { TableSkeleton } from '@tollgate/ui/table-skeleton';
import { QueryView } from '../../shell/query-view.tsx';
import { useWorkspace } from '../../shell/use-workspace.ts';
import { useTRPC } from '../../trpc/client.tsx';
import { RoleMatrix } from './role-matrix.tsx';

const COLUMNS = ['Name', 'E-mail address', 'Role'];

export function MembersPage() {
  const trpc = useTRPC();
  const { organization } = useWorkspace();
  const members = useQuery(trpc.member.list.queryOptions());
  return (
    <>
      <PageHeader title="Members" description={`Who belongs to ${organization.name}, and what each role may do.`} />
      <QueryView
        query={members}
        errorTitle="The members could not be loaded"
        skeleton={<TableSkeleton label="Members" columns={COLUMNS} rows={3} />}
      >
        {(rows) => (
          <Table label="Members">
            <TableHead>
              <tr>
                {COLUMNS.map((column) => (
                  <TableHeader key={column}>{column}</TableHeader>
                ))}
              </tr>
            </TableHead>
            <TableBody>
              {rows.map(({ memberId, name, email, role }) => (
                <TableRow key={memberId}>
                  <TableCell className="max-w-64 truncate font-medium" title={name}>
                    {name}
                  </TableCell>
                  <TableCell>{email}</TableCell>
                  <TableCell>
                    <Badge tone={role === 'owner' ? 'accent' : 'neutral'} className="capitalize">
                      {role.replace('_', ' ')}
                    </Badge>
                  </TableCell>
                </TableRow>
              ))}
            </TableBody>
          </Table>
        )}
      </QueryView>
      <h2 className="mt-8 mb-3 text-base font-semibold">What each role may do</h2>
      <RoleMatrix />
    </>
  );
}
