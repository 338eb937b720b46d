'use client';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Button } from '@tollgate/ui/button';
import { Checkbox } from '@tollgate/ui/checkbox';
import { Dialog } from '@tollgate/ui/dialog';
import { DialogActions } from '@tollgate/ui/dialog-actions';
import { Field } from '@tollgate/ui/field';
import { Input } from '@tollgate/ui/input';
import { showToast } from '@tollgate/ui/toast';
import { useState } from 'react';
import { FormMessage } from '../../shell/form-message.tsx';
import { useTRPC } from '../../trpc/client.tsx';
import { describeError } from '../../trpc/describe-error.ts';

type SaveViewDialogProps = {
  isOpen: boolean;
  onClose: () => void;
  parameters: Record<string, string>;
};

export function SaveViewDialog({ isOpen, onClose, parameters }: SaveViewDialogProps) {
  return (
    <Dialog
      isOpen={isOpen}
      onOpenChange={(open) => !open && onClose()}
      title="Save this view"
      description="Filter, range of time, columns and projects as they are now. The project of the reader stays theirs."
    >
      <SaveViewForm onClose={onClose} parameters={parameters} />
    </Dialog>
  );
}

function SaveViewForm({ onClose, parameters }: Omit<SaveViewDialogProps, 'isOpen'>) {
  const trpc = useTRPC();
  const queryClient = useQueryClient();
  const [name, setName] = useState('');
  const [isShared, setShared] = useState(false);
  const create = useMutation(
    trpc.savedView.create.mutationOptions({
      onSuccess: () => {
        void queryClient.invalidateQueries(trpc.savedView.list.queryFilter());
        showToast(isShared ? 'View saved and shared.' : 'View saved.');
        onClose();
      },
    }),
  );
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        create.mutate({ name, isShared, parameters });
      }}
    >
      {create.error !== null && <FormMessage message={describeError(create.error).message} />}
      <Field label="Name" isRequired>
        {(control) => <Input {...control} required maxLength={100} value={name} onChange={(event) => setName(event.target.value)} />}
      </Field>
      <Checkbox
        className="mt-3"
        label="Share with the organisation"
        hint="Everyone who may see requests finds it in their views."
        checked={isShared}
        onChange={(event) => setShared(event.target.checked)}
      />
      <DialogActions>
        <Button onClick={onClose}>Cancel</Button>
        <Button type="submit" variant="primary" isPending={create.isPending}>
          Save view
        </Button>
      </DialogActions>
    </form>
  );
}
