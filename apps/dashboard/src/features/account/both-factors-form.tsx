'use client';
import { Button } from '@tollgate/ui/button';
import type { ButtonVariant } from '@tollgate/ui/button-class-name';
import { DialogActions } from '@tollgate/ui/dialog-actions';
import type { FormEvent } from 'react';
import { fieldErrors } from '../../shell/field-errors.ts';
import { FormMessage } from '../../shell/form-message.tsx';
import { CodeField } from './code-field.tsx';
import { CurrentPasswordField } from './current-password-field.tsx';

type BothFactorsFormProps = {
  hasPassword: boolean;
  action: string;
  variant: ButtonVariant;
  error: unknown;
  isPending: boolean;
  onSubmit: (given: { currentPassword: string; code: string }) => void;
  onCancel: () => void;
};

/** Asks for the password and a code: either alone may be in the wrong hands. */
export function BothFactorsForm({ hasPassword, action, variant, error, isPending, onSubmit, onCancel }: BothFactorsFormProps) {
  const errors = fieldErrors(error, ['currentPassword', 'code']);
  function submit(event: FormEvent<HTMLFormElement>): void {
    event.preventDefault();
    const form = new FormData(event.currentTarget);
    onSubmit({ currentPassword: String(form.get('currentPassword') ?? ''), code: String(form.get('code')) });
  }
  return (
    <form onSubmit={submit} className="flex flex-col gap-4">
      <FormMessage message={errors.rest} />
      <CurrentPasswordField hasPassword={hasPassword} error={errors.of('currentPassword')} />
      <CodeField hint="Six digits from your app, or a recovery code." error={errors.of('code')} />
      <DialogActions>
        <Button onClick={onCancel}>Cancel</Button>
        <Button type="submit" variant={variant} isPending={isPending}>
          {action}
        </Button>
      </DialogActions>
    </form>
  );
}
