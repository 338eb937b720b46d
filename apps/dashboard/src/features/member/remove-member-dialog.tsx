'use client';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Button } from '@tollgate/ui/button';
import { Checkbox } from '@tollgate/ui/checkbox';
import { Dialog } from '@tollgate/ui/dialog';
import { DialogActions } from '@tollgate/ui/dialog-actions';
import { showToast } from '@tollgate/ui/toast';
import { useState, type FormEvent } from 'react';
import { fieldErrors } from '../../shell/field-errors.ts';
import { FormMessage } from '../../shell/form-message.tsx';
import { useWorkspace } from '../../shell/use-workspace.ts';
import { useTRPC } from '../../trpc/client.tsx';
import { countOf } from './count-of.ts';
import type { MemberRow } from './member-row.ts';

export function RemoveMemberDialog({ row, onClose }: { row: MemberRow; onClose: () => void }) {
  const trpc = useTRPC();
  const queryClient = useQueryClient();
  const { organization } = useWorkspace();
  const [revokesKeys, setRevokesKeys] = useState(false);
  const remove = useMutation(
    trpc.member.remove.mutationOptions({
      onSuccess: async ({ keysLeft }) => {
        await queryClient.invalidateQueries();
        showToast(
          keysLeft === 0 ? `${row.name} was removed.` : `${row.name} was removed. ${countOf(keysLeft, 'key')} of theirs still work.`,
        );
        onClose();
      },
    }),
  );
  function submit(event: FormEvent): void {
    event.preventDefault();
    remove.mutate({ memberId: row.memberId, revokesKeys });
  }
  return (
    <Dialog isOpen onOpenChange={(open) => !open && onClose()} title={`Remove ${row.name}`}>
      <form onSubmit={submit} className="flex flex-col gap-4">
        <FormMessage message={fieldErrors(remove.error, []).rest} />
        <p>
          {row.email} loses access to {organization.name} at once and is signed out everywhere. Invitations that they sent are revoked. What
          they made stays, and costs keep their name.
        </p>
        {row.activeKeys === 0 ? (
          <p className="text-muted-foreground">No API key of theirs is active.</p>
        ) : (
          <Checkbox
            name="revokesKeys"
            checked={revokesKeys}
            onChange={(event) => setRevokesKeys(event.target.checked)}
            label={`Revoke the ${countOf(row.activeKeys, 'active API key')} they made`}
            hint="They may know these keys. Whatever uses one is refused within 2 seconds. Left alone, the keys go on working."
          />
        )}
        <DialogActions>
          <Button onClick={onClose}>Cancel</Button>
          <Button type="submit" variant="danger" isPending={remove.isPending}>
            Remove member
          </Button>
        </DialogActions>
      </form>
    </Dialog>
  );
}
