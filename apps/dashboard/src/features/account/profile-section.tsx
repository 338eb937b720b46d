'use client';
import { useMutation } from '@tanstack/react-query';
import { Button } from '@tollgate/ui/button';
import { Card } from '@tollgate/ui/card';
import { DialogActions } from '@tollgate/ui/dialog-actions';
import { Field } from '@tollgate/ui/field';
import { Input } from '@tollgate/ui/input';
import { showToast } from '@tollgate/ui/toast';
import { useRouter } from 'next/navigation';
import type { FormEvent } from 'react';
import { fieldErrors } from '../../shell/field-errors.ts';
import { FormMessage } from '../../shell/form-message.tsx';
import { useTRPC } from '../../trpc/client.tsx';
import { useAccountRefresh } from './use-account.ts';

export function ProfileSection({ name }: { name: string }) {
  const trpc = useTRPC();
  const router = useRouter();
  const refresh = useAccountRefresh();
  const update = useMutation(
    trpc.account.updateProfile.mutationOptions({
      onSuccess: async () => {
        await refresh();
        // The menu shows the name too.
        router.refresh();
        showToast('Saved.');
      },
    }),
  );
  const errors = fieldErrors(update.error, ['name']);
  function submit(event: FormEvent<HTMLFormElement>): void {
    event.preventDefault();
    update.mutate({ name: String(new FormData(event.currentTarget).get('name')) });
  }
  return (
    <Card title="Profile" description="What colleagues see of you.">
      <form onSubmit={submit}>
        <FormMessage message={errors.rest} />
        <Field label="Name" isRequired error={errors.of('name')}>
          {(control) => <Input {...control} name="name" autoComplete="name" required maxLength={100} defaultValue={name} />}
        </Field>
        <DialogActions>
          <Button type="submit" isPending={update.isPending}>
            Save the name
          </Button>
        </DialogActions>
      </form>
    </Card>
  );
}
