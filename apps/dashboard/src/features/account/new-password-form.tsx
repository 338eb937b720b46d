'use client';
import { Button } from '@tollgate/ui/button';
import { Field } from '@tollgate/ui/field';
import { Input } from '@tollgate/ui/input';
import { useActionState } from 'react';
import { choosePassword } from '../../auth/reset-password.ts';

/** `email` is for password managers, which file the new password under it. */
export function NewPasswordForm({ token, email }: { token: string; email: string }) {
  const [message, action, isPending] = useActionState(choosePassword, null);
  return (
    <form action={action} className="flex flex-col gap-4">
      <input type="hidden" name="token" value={token} />
      <input type="hidden" name="username" autoComplete="username" value={email} readOnly />
      <Field
        label="New password"
        isRequired
        hint="At least 10 characters. A few unrelated words are easy to remember and hard to guess."
        error={message ?? undefined}
      >
        {(control) => <Input {...control} name="password" type="password" autoComplete="new-password" required maxLength={1024} />}
      </Field>
      <Button type="submit" variant="primary" isPending={isPending}>
        Change the password
      </Button>
    </form>
  );
}
