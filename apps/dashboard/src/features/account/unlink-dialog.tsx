'use client';
import { useMutation } from '@tanstack/react-query';
import { Button } from '@tollgate/ui/button';
import { Dialog } from '@tollgate/ui/dialog';
import { DialogActions } from '@tollgate/ui/dialog-actions';
import { showToast } from '@tollgate/ui/toast';
import type { FormEvent } from 'react';
import { fieldErrors } from '../../shell/field-errors.ts';
import { FormMessage } from '../../shell/form-message.tsx';
import { useTRPC } from '../../trpc/client.tsx';
import { CurrentPasswordField } from './current-password-field.tsx';
import { useAccountRefresh } from './use-account.ts';

type UnlinkDialogProps = { provider: string; name: string; hasPassword: boolean; onClose: () => void };

export function UnlinkDialog({ provider, name, hasPassword, onClose }: UnlinkDialogProps) {
  const trpc = useTRPC();
  const refresh = useAccountRefresh();
  const unlink = useMutation(
    trpc.account.unlinkProvider.mutationOptions({
      onSuccess: async () => {
        await refresh();
        showToast(`${name} is unlinked.`);
        onClose();
      },
    }),
  );
  const errors = fieldErrors(unlink.error, ['currentPassword']);
  function submit(event: FormEvent<HTMLFormElement>): void {
    event.preventDefault();
    unlink.mutate({ provider, currentPassword: String(new FormData(event.currentTarget).get('currentPassword') ?? '') });
  }
  return (
    <Dialog isOpen onOpenChange={(open) => !open && onClose()} title={`Unlink ${name}`}>
      <form onSubmit={submit} className="flex flex-col gap-4">
        <FormMessage message={errors.rest} />
        <p>{name} will no longer sign you in. You can link it again.</p>
        <CurrentPasswordField hasPassword={hasPassword} error={errors.of('currentPassword')} />
        <DialogActions>
          <Button onClick={onClose}>Cancel</Button>
          <Button type="submit" variant="danger" isPending={unlink.isPending}>
            Unlink
          </Button>
        </DialogActions>
      </form>
    </Dialog>
  );
}
