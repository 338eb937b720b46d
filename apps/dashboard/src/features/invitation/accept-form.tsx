'use client';
import { Button } from '@tollgate/ui/button';
import { useActionState } from 'react';
import { acceptInvitation } from '../../auth/accept-invitation.ts';
import { FormMessage } from '../../shell/form-message.tsx';

export function AcceptForm({ token, organizationName }: { token: string; organizationName: string }) {
  const [state, action, isPending] = useActionState(acceptInvitation, { message: null });
  return (
    <form action={action} className="flex flex-col gap-4">
      <FormMessage message={state.message} />
      <input type="hidden" name="token" value={token} />
      <Button type="submit" variant="primary" isPending={isPending}>
        <span className="truncate">Join {organizationName}</span>
      </Button>
    </form>
  );
}
