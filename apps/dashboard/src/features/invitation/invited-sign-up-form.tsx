'use client';
import { Button } from '@tollgate/ui/button';
import { Field } from '@tollgate/ui/field';
import { Input } from '@tollgate/ui/input';
import { useActionState } from 'react';
import { EMPTY_AUTH_FORM } from '../../auth/form-state.ts';
import { signUpWithInvitation } from '../../auth/sign-up-with-invitation.ts';
import { fieldMessage } from '../../shell/field-message.ts';
import { FormMessage } from '../../shell/form-message.tsx';

const FIELDS = ['name', 'email', 'password'];

/** `email` is the address that was invited and cannot be another; `null` for a link, where anyone says their own. */
export function InvitedSignUpForm({ token, email }: { token: string; email: string | null }) {
  const [state, action, isPending] = useActionState(signUpWithInvitation, EMPTY_AUTH_FORM);
  const errorOf = (field: string) => (state.field === field && state.message !== null ? fieldMessage(state.message, field) : undefined);
  return (
    <form action={action} className="flex flex-col gap-4">
      <FormMessage message={state.field !== null && FIELDS.includes(state.field) ? null : state.message} />
      <input type="hidden" name="token" value={token} />
      <Field label="Your name" isRequired error={errorOf('name')}>
        {(control) => <Input {...control} name="name" autoComplete="name" required maxLength={100} defaultValue={state.values.name} />}
      </Field>
      <Field
        label="E-mail address"
        isRequired
        error={errorOf('email')}
        {...(email === null ? {} : { hint: 'The address that was invited.' })}
      >
        {(control) => (
          <Input
            {...control}
            name="email"
            type="email"
            autoComplete="username"
            required
            maxLength={254}
            readOnly={email !== null}
            defaultValue={email ?? state.values.email}
          />
        )}
      </Field>
      <Field
        label="Password"
        isRequired
        hint="At least 10 characters. A few unrelated words are easy to remember and hard to guess."
        error={errorOf('password')}
      >
        {(control) => <Input {...control} name="password" type="password" autoComplete="new-password" required maxLength={1024} />}
      </Field>
      <Button type="submit" variant="primary" isPending={isPending}>
        Create account and join
      </Button>
    </form>
  );
}
