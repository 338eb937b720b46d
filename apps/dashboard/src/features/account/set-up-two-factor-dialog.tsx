'use client';
import { useMutation } from '@tanstack/react-query';
import { Button } from '@tollgate/ui/button';
import { CopyButton } from '@tollgate/ui/copy-button';
import { Dialog } from '@tollgate/ui/dialog';
import { DialogActions } from '@tollgate/ui/dialog-actions';
import { Skeleton } from '@tollgate/ui/skeleton';
import { lazy, Suspense, type FormEvent } from 'react';
import { fieldErrors } from '../../shell/field-errors.ts';
import { FormMessage } from '../../shell/form-message.tsx';
import { useTRPC } from '../../trpc/client.tsx';
import { CodeField } from './code-field.tsx';
import { CurrentPasswordField } from './current-password-field.tsx';
import { RecoveryCodes } from './recovery-codes.tsx';
import { useAccountRefresh } from './use-account.ts';

const QrCode = lazy(async () => ({ default: (await import('./qr-code.tsx')).QrCode }));

/** Three steps in one dialog: the password, the app with its first code, the recovery codes. */
export function SetUpTwoFactorDialog({ hasPassword, onClose }: { hasPassword: boolean; onClose: () => void }) {
  const trpc = useTRPC();
  const refresh = useAccountRefresh();
  const start = useMutation(trpc.account.startTwoFactor.mutationOptions());
  const enable = useMutation(trpc.account.enableTwoFactor.mutationOptions({ onSuccess: refresh }));
  const step = enable.data !== undefined ? 'codes' : start.data !== undefined ? 'app' : 'password';
  return (
    <Dialog isOpen onOpenChange={(open) => !open && onClose()} title="Set up two-factor authentication">
      {step === 'password' && (
        <StartForm
          hasPassword={hasPassword}
          error={start.error}
          isPending={start.isPending}
          onSubmit={(currentPassword) => start.mutate({ currentPassword })}
          onCancel={onClose}
        />
      )}
      {step === 'app' && start.data !== undefined && (
        <AppForm
          {...start.data}
          error={enable.error}
          isPending={enable.isPending}
          onSubmit={(code) => enable.mutate({ code })}
          onCancel={onClose}
        />
      )}
      {step === 'codes' && enable.data !== undefined && <RecoveryCodes codes={enable.data.recoveryCodes} onClose={onClose} />}
    </Dialog>
  );
}

type StepProps = { error: unknown; isPending: boolean; onSubmit: (given: string) => void; onCancel: () => void };

function StartForm({ hasPassword, error, isPending, onSubmit, onCancel }: StepProps & { hasPassword: boolean }) {
  const errors = fieldErrors(error, ['currentPassword']);
  function submit(event: FormEvent<HTMLFormElement>): void {
    event.preventDefault();
    onSubmit(String(new FormData(event.currentTarget).get('currentPassword') ?? ''));
  }
  return (
    <form onSubmit={submit} className="flex flex-col gap-4">
      <FormMessage message={errors.rest} />
      <p className="text-muted-foreground">
        You need an authenticator app, such as the one of your password manager or your phone. Other browsers will be signed out.
      </p>
      <CurrentPasswordField hasPassword={hasPassword} error={errors.of('currentPassword')} />
      <DialogActions>
        <Button onClick={onCancel}>Cancel</Button>
        <Button type="submit" variant="primary" isPending={isPending}>
          Continue
        </Button>
      </DialogActions>
    </form>
  );
}

function AppForm({ secret, uri, error, isPending, onSubmit, onCancel }: StepProps & { secret: string; uri: string }) {
  const errors = fieldErrors(error, ['code']);
  function submit(event: FormEvent<HTMLFormElement>): void {
    event.preventDefault();
    onSubmit(String(new FormData(event.currentTarget).get('code')));
  }
  return (
    <form onSubmit={submit} className="flex flex-col gap-4">
      <FormMessage message={errors.rest} />
      <div className="flex flex-wrap items-start gap-4">
        <Suspense fallback={<Skeleton className="size-44" />}>
          <QrCode text={uri} label="QR code for your authenticator app" />
        </Suspense>
        <div className="min-w-0 flex-1 basis-40">
          <p>Scan this with your app, or enter the key by hand:</p>
          <p className="mt-2 flex items-start gap-1">
            <code className="font-mono text-xs leading-6 break-all">{secret.match(/.{1,4}/g)?.join(' ')}</code>
            <CopyButton value={secret} label="Copy the key" />
          </p>
        </div>
      </div>
      <CodeField hint="Six digits that the app shows now." error={errors.of('code')} />
      <DialogActions>
        <Button onClick={onCancel}>Cancel</Button>
        <Button type="submit" variant="primary" isPending={isPending}>
          Turn on
        </Button>
      </DialogActions>
    </form>
  );
}
