'use client';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Button } from '@tollgate/ui/button';
import { Dialog } from '@tollgate/ui/dialog';
import { DialogActions } from '@tollgate/ui/dialog-actions';
import { Field } from '@tollgate/ui/field';
import { Select } from '@tollgate/ui/select';
import type { FormEvent } from 'react';
import { fieldErrors } from '../../shell/field-errors.ts';
import { FormMessage } from '../../shell/form-message.tsx';
import { useTRPC } from '../../trpc/client.tsx';
import type { ApiKeyRow } from './api-key-row.ts';
import { KeyShownOnce } from './key-shown-once.tsx';

const OVERLAPS: readonly [hours: number, label: string][] = [
  [0, 'not at all: it stops now'],
  [1, '1 hour'],
  [24, '1 day'],
  [72, '3 days'],
  [168, '7 days'],
  [720, '30 days'],
];

export function RotateKeyDialog({ row, onClose }: { row: ApiKeyRow; onClose: () => void }) {
  const trpc = useTRPC();
  const queryClient = useQueryClient();
  const rotate = useMutation(
    trpc.apiKey.rotate.mutationOptions({ onSuccess: () => queryClient.invalidateQueries(trpc.apiKey.list.pathFilter()) }),
  );
  const errors = fieldErrors(rotate.error, ['overlapHours']);
  function submit(event: FormEvent<HTMLFormElement>): void {
    event.preventDefault();
    rotate.mutate({ apiKeyId: row.id, overlapHours: Number(new FormData(event.currentTarget).get('overlapHours')) });
  }
  const rotated = rotate.data;
  return (
    <Dialog
      isOpen
      onOpenChange={(open) => !open && onClose()}
      isDismissible={rotated === undefined}
      title={rotated === undefined ? `Rotate “${row.name}”` : `The new key “${row.name}” is ready`}
      {...(rotated === undefined
        ? { description: 'Makes a new key with the same name and limits. The old one goes on working while you replace it.' }
        : { className: 'w-[min(44rem,calc(100vw-2rem))]' })}
    >
      {rotated === undefined ? (
        <form onSubmit={submit} className="flex flex-col gap-4">
          <FormMessage message={errors.rest} />
          <Field label="The old key works for" isRequired error={errors.of('overlapHours')}>
            {(control) => (
              <Select {...control} name="overlapHours" defaultValue="24">
                {OVERLAPS.map(([hours, label]) => (
                  <option key={hours} value={hours}>
                    {label}
                  </option>
                ))}
              </Select>
            )}
          </Field>
          <DialogActions>
            <Button onClick={onClose}>Cancel</Button>
            <Button type="submit" variant="primary" isPending={rotate.isPending}>
              Rotate key
            </Button>
          </DialogActions>
        </form>
      ) : (
        <KeyShownOnce
          apiKey={rotated.key}
          note="Store it now and put it in the place of the old one. It is shown this once; only its hash is kept."
          onDone={onClose}
        />
      )}
    </Dialog>
  );
}
