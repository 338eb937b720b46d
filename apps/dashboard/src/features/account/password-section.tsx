'use client';
import { useMutation } from '@tanstack/react-query';
import { Button } from '@tollgate/ui/button';
import { Card } from '@tollgate/ui/card';
import { DialogActions } from '@tollgate/ui/dialog-actions';
import { Field } from '@tollgate/ui/field';
import { Input } from '@tollgate/ui/input';
import { showToast } from '@tollgate/ui/toast';
import { useState, type FormEvent } from 'react';
import { fieldErrors } from '../../shell/field-errors.ts';
import { FormMessage } from '../../shell/form-message.tsx';
import { useTRPC } from '../../trpc/client.tsx';
import type { Account } from './account-types.ts';
import { CurrentPasswordField } from './current-password-field.tsx';
import { useAccountRefresh } from './use-account.ts';

export function PasswordSection({ account }: { account: Account }) {
  const trpc = useTRPC();
  const refresh = useAccountRefresh();
  const [changes, setChanges] = useState(0);
  const change = useMutation(
    trpc.account.changePassword.mutationOptions({
      onSuccess: async () => {
        setChanges((count) => count + 1);
        await refresh();
        showToast('Your password is changed. Other browsers were signed out.');
      },
    }),
  );
  const errors = fieldErrors(change.error, ['newPassword', 'currentPassword']);
  function submit(event: FormEvent<HTMLFormElement>): void {
    event.preventDefault();
    const values = new FormData(event.currentTarget);
    change.mutate({ newPassword: String(values.get('newPassword')), currentPassword: String(values.get('currentPassword') ?? '') });
  }
  return (
    <Card
      title="Password"
      description={
        account.hasPassword
          ? 'Changing it signs out every other browser.'
          : 'You sign in through a provider. With a password you can sign in without it too.'
      }
    >
      {/* Its fields are emptied by being new ones. */}
      <form key={changes} onSubmit={submit} className="flex flex-col gap-4">
        <FormMessage message={errors.rest} />
        <input type="hidden" name="username" autoComplete="username" value={account.email} readOnly />
        <CurrentPasswordField hasPassword={account.hasPassword} error={errors.of('currentPassword')} />
        <Field label="New password" isRequired hint="At least 10 characters." error={errors.of('newPassword')}>
          {(control) => <Input {...control} name="newPassword" type="password" autoComplete="new-password" required maxLength={1024} />}
        </Field>
        <DialogActions>
          <Button type="submit" isPending={change.isPending}>
            {account.hasPassword ? 'Change the password' : 'Set a password'}
          </Button>
        </DialogActions>
      </form>
    </Card>
  );
}
