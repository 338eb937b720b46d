'use client';
import { useMutation } from '@tanstack/react-query';
import { Button } from '@tollgate/ui/button';
import { Dialog } from '@tollgate/ui/dialog';
import { DialogActions } from '@tollgate/ui/dialog-actions';
import { Field } from '@tollgate/ui/field';
import { Input } from '@tollgate/ui/input';
import type { FormEvent } from 'react';
import { fieldErrors } from '../../shell/field-errors.ts';
import { FormMessage } from '../../shell/form-message.tsx';
import { useTRPC } from '../../trpc/client.tsx';

export function CreateOrganizationDialog({ isOpen, onClose }: { isOpen: boolean; onClose: () => void }) {
  const trpc = useTRPC();
  const create = useMutation(
    trpc.organization.create.mutationOptions({
      // A whole load: the list of organisations belongs to the frame around every page.
      onSuccess: ({ slug }) => window.location.assign(`/welcome?${new URLSearchParams({ org: slug })}`),
    }),
  );
  const errors = fieldErrors(create.error, ['name']);
  function submit(event: FormEvent<HTMLFormElement>): void {
    event.preventDefault();
    create.mutate({ name: String(new FormData(event.currentTarget).get('name')) });
  }
  return (
    <Dialog
      isOpen={isOpen}
      onOpenChange={(open) => !open && onClose()}
      title="Create an organisation"
      description="It has its own members, projects, credentials and bill. You become its owner."
    >
      <form onSubmit={submit} className="flex flex-col gap-4">
        <FormMessage message={errors.rest} />
        <Field label="Name" isRequired error={errors.of('name')}>
          {(control) => <Input {...control} name="name" required maxLength={100} autoComplete="off" />}
        </Field>
        <DialogActions>
          <Button onClick={onClose}>Cancel</Button>
          <Button type="submit" variant="primary" isPending={create.isPending || create.isSuccess}>
            Create organisation
          </Button>
        </DialogActions>
      </form>
    </Dialog>
  );
}
