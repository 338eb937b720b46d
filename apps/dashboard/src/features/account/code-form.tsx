'use client';
import { Button } from '@tollgate/ui/button';
import { Field } from '@tollgate/ui/field';
import { Input } from '@tollgate/ui/input';
import { useActionState } from 'react';
import { finishSignIn } from '../../auth/second-step.ts';

/** The second step of a sign-in. One field takes both kinds of codes, typed or pasted, with or without spaces. */
export function CodeForm({ next }: { next: string }) {
  const [message, action, isPending] = useActionState(finishSignIn, null);
  return (
    <form action={action} className="flex flex-col gap-4">
      <input type="hidden" name="next" value={next} />
      <Field
        label="Code"
        isRequired
        hint="Six digits from your authenticator app. Without your device, enter a recovery code."
        error={message ?? undefined}
      >
        {(control) => (
          <Input
            {...control}
            name="code"
            autoComplete="one-time-code"
            required
            maxLength={64}
            spellCheck={false}
            autoCapitalize="none"
            // oxlint-disable-next-line jsx-a11y/no-autofocus -- the page is this field
            autoFocus
            className="font-mono tracking-widest"
          />
        )}
      </Field>
      <Button type="submit" variant="primary" isPending={isPending}>
        Sign in
      </Button>
    </form>
  );
}
