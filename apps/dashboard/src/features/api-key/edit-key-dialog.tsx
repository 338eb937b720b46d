'use client';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Button } from '@tollgate/ui/button';
import { Dialog } from '@tollgate/ui/dialog';
import { DialogActions } from '@tollgate/ui/dialog-actions';
import { Field } from '@tollgate/ui/field';
import { Input } from '@tollgate/ui/input';
import { showToast } from '@tollgate/ui/toast';
import type { FormEvent } from 'react';
import { fieldErrors } from '../../shell/field-errors.ts';
import { FormMessage } from '../../shell/form-message.tsx';
import { useTRPC } from '../../trpc/client.tsx';
import type { ApiKeyRow } from './api-key-row.ts';
import { LimitFields } from './limit-fields.tsx';
import { limitsFromForm } from './limits-from-form.ts';

const FIELDS = ['name', 'expiresAt', 'rpm', 'budgetUsd', 'budgetPer'];

export function EditKeyDialog({ row, onClose }: { row: ApiKeyRow; onClose: () => void }) {
  const trpc = useTRPC();
  const queryClient = useQueryClient();
  const update = useMutation(
    trpc.apiKey.update.mutationOptions({
      onSuccess: async () => {
        await queryClient.invalidateQueries(trpc.apiKey.list.pathFilter());
        showToast('Saved. Every proxy knows within 2 seconds.');
        onClose();
      },
    }),
  );
  const errors = fieldErrors(update.error, FIELDS);
  // A rotated key ends with its overlap.
  const hasExpiry = row.rotatedToId === null;
  function submit(event: FormEvent<HTMLFormElement>): void {
    event.preventDefault();
    const form = new FormData(event.currentTarget);
    const { expiresAt, ...limits } = limitsFromForm(form);
    const isSameDay = expiresAt?.slice(0, 10) === row.expiresAt?.slice(0, 10);
    update.mutate({ apiKeyId: row.id, name: String(form.get('name')), ...limits, ...(hasExpiry && !isSameDay ? { expiresAt } : {}) });
  }
  return (
    <Dialog isOpen onOpenChange={(open) => !open && onClose()} title={`Edit “${row.name}”`}>
      <form onSubmit={submit} className="flex flex-col gap-4">
        <FormMessage message={errors.rest} />
        <Field label="Name" isRequired error={errors.of('name')}>
          {(control) => <Input {...control} name="name" required maxLength={100} autoComplete="off" defaultValue={row.name} />}
        </Field>
        <LimitFields errors={errors} current={row} hasExpiry={hasExpiry} />
        <DialogActions>
          <Button onClick={onClose}>Cancel</Button>
          <Button type="submit" variant="primary" isPending={update.isPending}>
            Save
          </Button>
        </DialogActions>
      </form>
    </Dialog>
  );
}
