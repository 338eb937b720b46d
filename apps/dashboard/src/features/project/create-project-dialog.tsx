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
import { useWorkspace } from '../../shell/use-workspace.ts';
import { useTRPC } from '../../trpc/client.tsx';

export function CreateProjectDialog({ isOpen, onClose }: { isOpen: boolean; onClose: () => void }) {
  const trpc = useTRPC();
  const { organization } = useWorkspace();
  const create = useMutation(
    trpc.project.create.mutationOptions({
      // A whole load: the list of projects belongs to the frame around every page.
      onSuccess: ({ slug }) => window.location.assign(`/welcome?${new URLSearchParams({ org: organization.slug, project: slug })}`),
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
      title="Create a project"
      description="A project has its own keys, routes and content policy. Costs are told apart by project."
    >
      <form onSubmit={submit} className="flex flex-col gap-4">
        <FormMessage message={errors.rest} />
        <Field label="Name" isRequired error={errors.of('name')}>
          {(control) => <Input {...control} name="name" required maxLength={100} autoComplete="off" />}
        </Field>
        <DialogActions>
          <Button onClick={onClose}>Cancel</Button>
          <Button type="submit" variant="primary" isPending={create.isPending || create.isSuccess}>
            Create project
          </Button>
        </DialogActions>
      </form>
    </Dialog>
  );
}
