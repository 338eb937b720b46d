'use client';
import { Button } from '@tollgate/ui/button';
import { Field } from '@tollgate/ui/field';
import { Input } from '@tollgate/ui/input';
import { useActionState } from 'react';
import { requestReset } from '../../auth/reset-password.ts';

export function ForgotPasswordForm() {
  const [state, action, isPending] = useActionState(requestReset, { message: null, email: '', isSent: false });
  if (state.isSent)
    return (
      <p role="status" className="rounded-md border border-success bg-success-surface px-3 py-2 wrap-anywhere">
        If there is an account for {state.email}, a link to choose a new password is on its way. It works for 30 minutes. Nothing there?
        Look among the spam, or check the address.
      </p>
    );
  return (
    <form action={action} className="flex flex-col gap-4">
      <Field label="E-mail address" isRequired error={state.message ?? undefined}>
        {(control) => (
          <Input {...control} name="email" type="email" autoComplete="username" required maxLength={254} defaultValue={state.email} />
        )}
      </Field>
      <Button type="submit" variant="primary" isPending={isPending}>
        Send the link
      </Button>
    </form>
  );
}
