'use client';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { roleGrants } from '@tollgate/core/access/permission';
import { Badge } from '@tollgate/ui/badge';
import { Button } from '@tollgate/ui/button';
import { Dialog } from '@tollgate/ui/dialog';
import { DialogActions } from '@tollgate/ui/dialog-actions';
import { RelativeTime } from '@tollgate/ui/relative-time';
import { Table, TableBody, TableCell, TableHead, TableHeader, TableRow } from '@tollgate/ui/table';
import { showToast } from '@tollgate/ui/toast';
import { useState } from 'react';
import { useWorkspace } from '../../shell/use-workspace.ts';
import { describeError } from '../../trpc/describe-error.ts';
import { useTRPC } from '../../trpc/client.tsx';
import { roleName } from '../member/role-words.ts';
import type { InvitationRow } from './invitation-row.ts';
import { LinkShownOnce } from './link-shown-once.tsx';

const COLUMNS = ['Invited', 'Role', 'State', 'By', 'Actions'];

/** Invitations that wait for an answer; nothing where there are none. */
export function InvitationSection() {
  const trpc = useTRPC();
  const queryClient = useQueryClient();
  const { organization, can } = useWorkspace();
  const invitations = useQuery(trpc.invitation.list.queryOptions());
  const [link, setLink] = useState<string | null>(null);
  const refresh = () => queryClient.invalidateQueries(trpc.invitation.list.pathFilter());
  const onError = (error: unknown) => showToast(describeError(error).message);
  const restore = useMutation(trpc.invitation.restore.mutationOptions({ onSuccess: refresh, onError }));
  const resend = useMutation(
    trpc.invitation.resend.mutationOptions({
      onSuccess: async (sent) => {
        await refresh();
        if (sent.link !== null) setLink(sent.link);
        else
          showToast(
            sent.isMailed ? 'Sent again. The link in the earlier mail does not work any more.' : 'The mail could not be sent. Try again.',
          );
      },
      onError,
    }),
  );
  const revoke = useMutation(
    trpc.invitation.revoke.mutationOptions({
      onSuccess: async (_, { invitationId }) => {
        await refresh();
        showToast('Revoked. The link does not work any more.', { label: 'Undo', onSelect: () => restore.mutate({ invitationId }) });
      },
      onError,
    }),
  );
  const rows = invitations.data ?? [];
  if (invitations.isError)
    return <p className="mt-6 text-danger">The invitations could not be loaded. {describeError(invitations.error).message}</p>;
  if (rows.length === 0) return null;
  return (
    <section aria-labelledby="invitations" className="mt-8">
      <h2 id="invitations" className="mb-3 text-base font-semibold">
        Invitations
      </h2>
      <Table label="Invitations">
        <TableHead>
          <tr>
            {COLUMNS.map((column) => (
              <TableHeader key={column}>{column === 'Actions' ? <span className="sr-only">Actions</span> : column}</TableHeader>
            ))}
          </tr>
        </TableHead>
        <TableBody>
          {rows.map((row) => (
            <TableRow key={row.id}>
              <TableCell className="font-medium">{nameOf(row)}</TableCell>
              <TableCell>{roleName(row.role)}</TableCell>
              <TableCell className="whitespace-nowrap">
                {row.status === 'expired' ? (
                  <Badge tone="warning">Expired</Badge>
                ) : (
                  <span className="flex items-center gap-2">
                    <Badge tone="info">Pending</Badge>
                    <span className="text-muted-foreground">{daysLeft(row.expiresAt)}</span>
                  </span>
                )}
              </TableCell>
              <TableCell className="whitespace-nowrap text-muted-foreground">
                {row.invitedBy ?? 'Somebody who left'}, <RelativeTime value={row.createdAt} />
              </TableCell>
              <TableCell>
                <span className="flex justify-end gap-1.5">
                  {can('invitation:create') && roleGrants(organization.role, row.role) && (
                    <Button
                      size="small"
                      aria-label={row.email === null ? 'Make a new link' : `Send the invitation of ${row.email} again`}
                      isPending={resend.isPending && resend.variables.invitationId === row.id}
                      onClick={() => resend.mutate({ invitationId: row.id })}
                    >
                      {row.email === null ? 'New link' : 'Send again'}
                    </Button>
                  )}
                  {can('invitation:revoke') && (
                    <Button
                      size="small"
                      aria-label={row.email === null ? 'Revoke the link' : `Revoke the invitation of ${row.email}`}
                      isPending={revoke.isPending && revoke.variables.invitationId === row.id}
                      onClick={() => revoke.mutate({ invitationId: row.id })}
                    >
                      Revoke
                    </Button>
                  )}
                </span>
              </TableCell>
            </TableRow>
          ))}
        </TableBody>
      </Table>
      <Dialog isOpen={link !== null} onOpenChange={(open) => !open && setLink(null)} isDismissible={false} title="Invitation link">
        {link !== null && <LinkShownOnce link={link} />}
        <DialogActions>
          <Button onClick={() => setLink(null)}>Done</Button>
        </DialogActions>
      </Dialog>
    </section>
  );
}

function nameOf({ email }: InvitationRow): string {
  return email ?? 'Anyone with the link';
}

function daysLeft(expiresAt: string): string {
  const days = Math.ceil((Date.parse(expiresAt) - Date.now()) / 86_400_000);
  return days <= 1 ? 'less than a day left' : `${days} days left`;
}
