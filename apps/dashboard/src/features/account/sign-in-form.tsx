'use client';
import { Button } from '@tollgate/ui/button';
import { Field } from '@tollgate/ui/field';
import { Input } from '@tollgate/ui/input';
import { useActionState } from 'react';
import { EMPTY_AUTH_FORM } from '../../auth/form-state.ts';
import { signIn } from '../../auth/sign-in.ts';
import { FormMessage } from '../../shell/form-message.tsx';
import { AuthLink } from './auth-link.tsx';

/** `next` is where to go afterwards; empty is the first page. */
export function SignInForm({ next }: { next: string }) {
  const [state, action, isPending] = useActionState(signIn, EMPTY_AUTH_FORM);
  return (
    <form action={action} className="flex flex-col gap-4">
      <FormMessage message={state.message} />
      <input type="hidden" name="next" value={next} />
      <Field label="E-mail address" isRequired>
        {(control) => (
          <Input
            {...control}
            name="email"
            type="email"
            autoComplete="username"
            required
            maxLength={254}
            defaultValue={state.values.email}
          />
        )}
      </Field>
      <Field label="Password" isRequired hint={<AuthLink href="/forgot-password">Forgot your password?</AuthLink>}>
        {(control) => <Input {...control} name="password" type="password" autoComplete="current-password" required maxLength={1024} />}
      </Field>
      <Button type="submit" variant="primary" isPending={isPending}>
        Sign in
      </Button>
    </form>
  );
}
