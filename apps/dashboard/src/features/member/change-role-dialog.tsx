'use client';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Button } from '@tollgate/ui/button';
import { Dialog } from '@tollgate/ui/dialog';
import { DialogActions } from '@tollgate/ui/dialog-actions';
import { showToast } from '@tollgate/ui/toast';
import { useState, type FormEvent } from 'react';
import { fieldErrors } from '../../shell/field-errors.ts';
import { FormMessage } from '../../shell/form-message.tsx';
import { describeError } from '../../trpc/describe-error.ts';
import { useTRPC } from '../../trpc/client.tsx';
import type { MemberRow } from './member-row.ts';
import { RoleField } from './role-field.tsx';
import { RolePreview } from './role-preview.tsx';

export function ChangeRoleDialog({ row, onClose }: { row: MemberRow; onClose: () => void }) {
  const trpc = useTRPC();
  const queryClient = useQueryClient();
  const organization = useQuery(trpc.organization.get.queryOptions());
  const [role, setRole] = useState(row.role);
  const refresh = () => queryClient.invalidateQueries(trpc.member.list.pathFilter());
  const undo = useMutation(
    trpc.member.changeRole.mutationOptions({
      onSuccess: refresh,
      onError: (error) => showToast(`The role could not be taken back. ${describeError(error).message}`),
    }),
  );
  const change = useMutation(
    trpc.member.changeRole.mutationOptions({
      onSuccess: async () => {
        // Whoever changes their own role is signed out by that.
        if (row.isYou) return window.location.assign('/sign-in');
        await refresh();
        showToast(`${row.name} is ${role.replace('_', ' ')} now and has been signed out.`, {
          label: 'Undo',
          onSelect: () => undo.mutate({ memberId: row.memberId, role: row.role }),
        });
        onClose();
      },
    }),
  );
  const errors = fieldErrors(change.error, ['role']);
  function submit(event: FormEvent): void {
    event.preventDefault();
    change.mutate({ memberId: row.memberId, role });
  }
  return (
    <Dialog
      isOpen
      onOpenChange={(open) => !open && onClose()}
      title={`Role of ${row.name}`}
      description={
        row.isYou
          ? 'You are signed out when it changes. To get it back you need somebody who may give it.'
          : 'It counts at once, and they are signed out everywhere.'
      }
    >
      <form onSubmit={submit} className="flex flex-col gap-4">
        <FormMessage message={errors.rest} />
        <RoleField value={role} onChange={setRole} error={errors.of('role')} />
        <div>
          <p className="mb-1 font-medium">This person will see</p>
          <RolePreview role={role} contentRoles={organization.data?.contentRoles} />
        </div>
        <DialogActions>
          <Button onClick={onClose}>Cancel</Button>
          <Button type="submit" variant="primary" disabled={role === row.role} isPending={change.isPending}>
            Change role
          </Button>
        </DialogActions>
      </form>
    </Dialog>
  );
}
