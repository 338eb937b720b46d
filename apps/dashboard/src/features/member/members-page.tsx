'use client';
import { useQuery } from '@tanstack/react-query';
import { ROLES } from '@tollgate/core/access/permission';
import { Button } from '@tollgate/ui/button';
import { PageHeader } from '@tollgate/ui/page-header';
import { TableSkeleton } from '@tollgate/ui/table-skeleton';
import { Tabs } from '@tollgate/ui/tabs';
import { UserPlus } from 'lucide-react';
import { useState } from 'react';
import { QueryView } from '../../shell/query-view.tsx';
import { useCreateDialog } from '../../shell/use-create-dialog.ts';
import { useWorkspace } from '../../shell/use-workspace.ts';
import { useTRPC } from '../../trpc/client.tsx';
import { InvitationSection } from '../invitation/invitation-section.tsx';
import { InviteDialog } from '../invitation/invite-dialog.tsx';
import { ChangeRoleDialog } from './change-role-dialog.tsx';
import type { MemberRow } from './member-row.ts';
import { MEMBER_COLUMNS, MemberTable } from './member-table.tsx';
import { RemoveMemberDialog } from './remove-member-dialog.tsx';
import { RoleMatrix } from './role-matrix.tsx';
import { RolePreview } from './role-preview.tsx';
import { roleName } from './role-words.ts';

export function MembersPage() {
  const trpc = useTRPC();
  const { organization, can } = useWorkspace();
  const members = useQuery(trpc.member.list.queryOptions());
  const settings = useQuery(trpc.organization.get.queryOptions());
  const [isInviting, setInviting] = useCreateDialog();
  const [open, setOpen] = useState<{ action: 'role' | 'remove'; row: MemberRow } | null>(null);
  const OpenDialog = open?.action === 'role' ? ChangeRoleDialog : RemoveMemberDialog;
  return (
    <>
      <PageHeader
        title="Members"
        description={`Who belongs to ${organization.name}, and what each role sees and may do.`}
        actions={
          can('invitation:create') && (
            <Button variant="primary" icon={<UserPlus aria-hidden />} onClick={() => setInviting(true)}>
              Invite
            </Button>
          )
        }
      />
      <QueryView
        query={members}
        errorTitle="The members could not be loaded"
        skeleton={<TableSkeleton label="Members" columns={MEMBER_COLUMNS} rows={3} />}
      >
        {(rows) => <MemberTable rows={rows} onAction={(action, row) => setOpen({ action, row })} />}
      </QueryView>
      {can('invitation:read') && <InvitationSection />}
      <h2 className="mt-8 mb-2 text-base font-semibold">What each role sees</h2>
      <Tabs
        label="Roles"
        defaultValue={organization.role}
        tabs={ROLES.map((role) => ({
          value: role,
          label: roleName(role),
          content: (
            <div className="max-w-2xl">
              <RolePreview role={role} contentRoles={settings.data?.contentRoles} />
            </div>
          ),
        }))}
      />
      <h2 className="mt-8 mb-3 text-base font-semibold">What each role may do</h2>
      <RoleMatrix />
      {can('invitation:create') && <InviteDialog isOpen={isInviting} onClose={() => setInviting(false)} />}
      {open !== null && <OpenDialog row={open.row} onClose={() => setOpen(null)} />}
    </>
  );
}
