'use client';
import { useMutation } from '@tanstack/react-query';
import { Badge } from '@tollgate/ui/badge';
import { Button } from '@tollgate/ui/button';
import { Card } from '@tollgate/ui/card';
import { DialogActions } from '@tollgate/ui/dialog-actions';
import { Field } from '@tollgate/ui/field';
import { Input } from '@tollgate/ui/input';
import { useState, type FormEvent } from 'react';
import { fieldErrors } from '../../shell/field-errors.ts';
import { FormMessage } from '../../shell/form-message.tsx';
import { useTRPC } from '../../trpc/client.tsx';
import type { Account } from './account-types.ts';
import { CurrentPasswordField } from './current-password-field.tsx';
import { useSendVerification } from './use-account.ts';

export function EmailSection({ account }: { account: Account }) {
  const [isChanging, setChanging] = useState(false);
  const send = useSendVerification();
  return (
    <Card title="E-mail address" description="Signs you in, and gets links to reset your password.">
      <div className="flex flex-wrap items-center gap-x-3 gap-y-2">
        <span className="min-w-0 font-medium wrap-anywhere">{account.email}</span>
        <Badge tone={account.isEmailVerified ? 'success' : 'warning'}>{account.isEmailVerified ? 'confirmed' : 'not confirmed'}</Badge>
        <span className="ml-auto flex flex-wrap gap-2">
          {!account.isEmailVerified && (
            <Button isPending={send.isPending} onClick={() => send.mutate()}>
              Send the link again
            </Button>
          )}
          {!isChanging && <Button onClick={() => setChanging(true)}>Change address</Button>}
        </span>
      </div>
      {send.error !== null && (
        <div className="mt-3">
          <FormMessage message={fieldErrors(send.error, []).rest} />
        </div>
      )}
      {isChanging && <ChangeForm account={account} onClose={() => setChanging(false)} />}
    </Card>
  );
}

const FIELDS = ['email', 'currentPassword'];

function ChangeForm({ account, onClose }: { account: Account; onClose: () => void }) {
  const trpc = useTRPC();
  const change = useMutation(trpc.account.requestEmailChange.mutationOptions());
  const errors = fieldErrors(change.error, FIELDS);
  function submit(event: FormEvent<HTMLFormElement>): void {
    event.preventDefault();
    const form = new FormData(event.currentTarget);
    change.mutate({ email: String(form.get('email')), currentPassword: String(form.get('currentPassword') ?? '') });
  }
  if (change.isSuccess)
    return (
      <p role="status" className="mt-4 rounded-md border border-success bg-success-surface px-3 py-2 wrap-anywhere">
        A link is on its way to {change.variables.email}. Your address changes when you open it, within 24 hours, and other browsers are
        then signed out.
      </p>
    );
  return (
    <form onSubmit={submit} className="mt-4 flex flex-col gap-4 border-t pt-4">
      <FormMessage message={errors.rest} />
      <Field label="New address" isRequired error={errors.of('email')}>
        {(control) => <Input {...control} name="email" type="email" autoComplete="email" required maxLength={254} />}
      </Field>
      <CurrentPasswordField hasPassword={account.hasPassword} error={errors.of('currentPassword')} />
      <DialogActions>
        <Button onClick={onClose}>Cancel</Button>
        <Button type="submit" variant="primary" isPending={change.isPending}>
          Send the link
        </Button>
      </DialogActions>
    </form>
  );
}
