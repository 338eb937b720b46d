'use client';
import { Button } from '@tollgate/ui/button';
import { useActionState } from 'react';
import { confirmEmail } from '../../auth/confirm-email.ts';
import { FormMessage } from '../../shell/form-message.tsx';

/** A button and no more: mail servers open links to look at them, and do not press buttons. */
export function ConfirmEmailForm({ token }: { token: string }) {
  const [message, action, isPending] = useActionState(confirmEmail, null);
  return (
    <form action={action} className="flex flex-col gap-4">
      <FormMessage message={message} />
      <input type="hidden" name="token" value={token} />
      <Button type="submit" variant="primary" isPending={isPending}>
        Confirm address
      </Button>
    </form>
  );
}
