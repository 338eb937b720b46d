'use client';
import { useMutation } from '@tanstack/react-query';
import { Button } from '@tollgate/ui/button';
import { Card } from '@tollgate/ui/card';
import { Dialog } from '@tollgate/ui/dialog';
import { DialogActions } from '@tollgate/ui/dialog-actions';
import { Field } from '@tollgate/ui/field';
import { Input } from '@tollgate/ui/input';
import { useState, type FormEvent } from 'react';
import { fieldErrors } from '../../shell/field-errors.ts';
import { FormMessage } from '../../shell/form-message.tsx';
import { useTRPC } from '../../trpc/client.tsx';
import type { Account } from './account-types.ts';
import { CurrentPasswordField } from './current-password-field.tsx';

export function DeleteAccountSection({ account }: { account: Account }) {
  const [isOpen, setOpen] = useState(false);
  return (
    <Card
      title="Delete the account"
      description="You leave every organisation. What you made there stays, under the name that you have now."
    >
      <Button variant="danger" onClick={() => setOpen(true)}>
        Delete account
      </Button>
      {isOpen && <DeleteDialog account={account} onClose={() => setOpen(false)} />}
    </Card>
  );
}

function DeleteDialog({ account, onClose }: { account: Account; onClose: () => void }) {
  const trpc = useTRPC();
  const [typed, setTyped] = useState('');
  const remove = useMutation(
    trpc.account.delete.mutationOptions({
      // Nothing of this page is theirs any more, so it is left as a whole.
      onSuccess: () => window.location.assign('/sign-in?done=account_deleted'),
    }),
  );
  const errors = fieldErrors(remove.error, ['confirmEmail', 'currentPassword']);
  const isRight = typed.trim().toLowerCase() === account.email;
  function submit(event: FormEvent<HTMLFormElement>): void {
    event.preventDefault();
    if (!isRight) return;
    remove.mutate({ confirmEmail: typed, currentPassword: String(new FormData(event.currentTarget).get('currentPassword') ?? '') });
  }
  return (
    <Dialog isOpen onOpenChange={(open) => !open && onClose()} title="Delete your account">
      <form onSubmit={submit} className="flex flex-col gap-4">
        <FormMessage message={errors.rest} />
        <p>
          Every browser is signed out, and the account cannot be brought back. Keys that you made go on working for their organisations.
        </p>
        <Field
          label={
            <>
              Type <code className="rounded-sm bg-surface-hover px-1 font-mono break-all">{account.email}</code> to confirm
            </>
          }
          isRequired
          error={errors.of('confirmEmail')}
        >
          {(control) => (
            <Input {...control} value={typed} onChange={(event) => setTyped(event.target.value)} autoComplete="off" spellCheck={false} />
          )}
        </Field>
        <CurrentPasswordField hasPassword={account.hasPassword} error={errors.of('currentPassword')} />
        <DialogActions>
          <Button onClick={onClose}>Cancel</Button>
          <Button type="submit" variant="danger" disabled={!isRight} isPending={remove.isPending || remove.isSuccess}>
            Delete account
          </Button>
        </DialogActions>
      </form>
    </Dialog>
  );
}
