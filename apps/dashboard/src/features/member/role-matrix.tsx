import { PERMISSIONS, ROLES, roleAllows, type Permission } from '@tollgate/core/access/permission';
import { Table, TableBody, TableCell, TableHead, TableHeader, TableRow } from '@tollgate/ui/table';
import { Check, Minus } from 'lucide-react';
import { roleName } from './role-words.ts';

/** What each permission lets someone do, in words. A new permission does not compile without its sentence. */
const SENTENCES: Record<Permission, string> = {
  'organization:read': 'See the organisation',
  'organization:update': 'Change the settings of the organisation',
  'organization:transfer': 'Hand the organisation to another owner',
  'organization:delete': 'Delete the organisation',
  'organization:leave': 'Leave the organisation',
  'member:read': 'See members and roles',
  'member:update': 'Change roles of members',
  'member:remove': 'Remove members',
  'invitation:read': 'See pending invitations',
  'invitation:create': 'Invite people',
  'invitation:revoke': 'Revoke invitations',
  'audit:read': 'Read the audit log',
  'project:read': 'See projects and their settings',
  'project:create': 'Create projects',
  'project:update': 'Change project settings',
  'project:delete': 'Delete projects',
  'api_key:read': 'See API keys (never the keys themselves)',
  'api_key:create': 'Create and rotate API keys',
  'api_key:update': 'Change limits and budgets of API keys',
  'api_key:revoke': 'Revoke API keys',
  'credential:read': 'See provider credentials (never their secrets)',
  'credential:create': 'Add provider credentials',
  'credential:update': 'Change provider credentials',
  'credential:delete': 'Delete provider credentials',
  'credential:test': 'Test provider credentials',
  'route:read': 'See routes',
  'route:update': 'Change routes',
  'request:read': 'See requests without their content',
  'request:read_content': 'Read prompts and answers',
  'request:export': 'Export requests as files',
  'saved_view:update': 'Save and share views',
  'spend:read': 'See what was spent',
  'price:read': 'See models and prices',
  'price:update': 'Override prices',
};

/** What each role may do, straight from the table that the server checks. */
export function RoleMatrix() {
  return (
    <Table label="What each role may do" containerClassName="max-h-[70vh]">
      <TableHead>
        <tr>
          <TableHeader>Permission</TableHeader>
          {ROLES.map((role) => (
            <TableHeader key={role} className="text-center">
              {roleName(role)}
            </TableHeader>
          ))}
        </tr>
      </TableHead>
      <TableBody>
        {PERMISSIONS.map((permission) => (
          <TableRow key={permission}>
            <TableHeader scope="row" className="h-8 font-normal text-foreground">
              {SENTENCES[permission]}
            </TableHeader>
            {ROLES.map((role) => (
              <TableCell key={role} className="h-8 py-1 text-center">
                {roleAllows(role, permission) ? (
                  <>
                    <Check aria-hidden className="inline size-4 text-success" />
                    <span className="sr-only">yes</span>
                  </>
                ) : (
                  <>
                    <Minus aria-hidden className="inline size-4 text-muted-foreground" />
                    <span className="sr-only">no</span>
                  </>
                )}
              </TableCell>
            ))}
          </TableRow>
        ))}
      </TableBody>
    </Table>
  );
}
