'use client';
import { useMutation, useQueryClient } from '@tanstack/react-query';
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
import { KeyShownOnce } from './key-shown-once.tsx';
import { LimitFields } from './limit-fields.tsx';
import { limitsFromForm } from './limits-from-form.ts';

const FIELDS = ['name', 'expiresAt', 'rpm', 'budgetUsd', 'budgetPer'];

export function CreateKeyDialog({ isOpen, onClose }: { isOpen: boolean; onClose: () => void }) {
  const trpc = useTRPC();
  const queryClient = useQueryClient();
  const { project } = useWorkspace();
  const create = useMutation(
    trpc.apiKey.create.mutationOptions({ onSuccess: () => queryClient.invalidateQueries(trpc.apiKey.list.pathFilter()) }),
  );
  const errors = fieldErrors(create.error, FIELDS);
  function submit(event: FormEvent<HTMLFormElement>): void {
    event.preventDefault();
    const form = new FormData(event.currentTarget);
    create.mutate({ projectId: project.id, name: String(form.get('name')), ...limitsFromForm(form) });
  }
  function close(): void {
    create.reset();
    onClose();
  }
  const created = create.data;
  return (
    <Dialog
      isOpen={isOpen}
      onOpenChange={(open) => !open && close()}
      isDismissible={created === undefined}
      title={created === undefined ? 'Create an API key' : `The key “${created.name}” is ready`}
      {...(created === undefined ? { description: `For the project ${project.name}.` } : { className: 'w-[min(44rem,calc(100vw-2rem))]' })}
    >
      {created === undefined ? (
        <form onSubmit={submit} className="flex flex-col gap-4">
          <FormMessage message={errors.rest} />
          <Field label="Name" isRequired hint="What will use the key, such as “checkout, production”." error={errors.of('name')}>
            {(control) => <Input {...control} name="name" required maxLength={100} autoComplete="off" />}
          </Field>
          <LimitFields errors={errors} />
          <DialogActions>
            <Button onClick={close}>Cancel</Button>
            <Button type="submit" variant="primary" isPending={create.isPending}>
              Create key
            </Button>
          </DialogActions>
        </form>
      ) : (
        <KeyShownOnce apiKey={created.key} note="Store it now. It is shown this once; only its hash is kept." onDone={close} />
      )}
    </Dialog>
  );
}
