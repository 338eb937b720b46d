'use client';
import { Button } from '@tollgate/ui/button';
import { Dialog } from '@tollgate/ui/dialog';
import { DialogActions } from '@tollgate/ui/dialog-actions';
import { Field } from '@tollgate/ui/field';
import { Input } from '@tollgate/ui/input';
import { useState, type FormEvent, type ReactNode } from 'react';
import { FormMessage } from './form-message.tsx';

type ConfirmByNameDialogProps = {
  title: string;
  /** What will happen, and that it cannot be undone. */
  children: ReactNode;
  /** What has to be typed. */
  name: string;
  action: string;
  error: string | undefined;
  isPending: boolean;
  onConfirm: () => void;
  onClose: () => void;
};

/** For what cannot be undone: asks for the name of the thing before it lets go. */
export function ConfirmByNameDialog({ title, children, name, action, error, isPending, onConfirm, onClose }: ConfirmByNameDialogProps) {
  const [typed, setTyped] = useState('');
  const isRight = typed.trim() === name.trim();
  function submit(event: FormEvent): void {
    event.preventDefault();
    if (isRight) onConfirm();
  }
  return (
    <Dialog isOpen onOpenChange={(open) => !open && onClose()} title={title}>
      <form onSubmit={submit} className="flex flex-col gap-4">
        <FormMessage message={error} />
        <div>{children}</div>
        <Field
          label={
            <>
              Type <code className="rounded-sm bg-surface-hover px-1 font-mono break-all">{name}</code> to confirm
            </>
          }
          isRequired
        >
          {(control) => (
            <Input {...control} value={typed} onChange={(event) => setTyped(event.target.value)} autoComplete="off" spellCheck={false} />
          )}
        </Field>
        <DialogActions>
          <Button onClick={onClose}>Cancel</Button>
          <Button type="submit" variant="danger" disabled={!isRight} isPending={isPending}>
            {action}
          </Button>
        </DialogActions>
      </form>
    </Dialog>
  );
}
