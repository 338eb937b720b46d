'use client';
import { useMutation } from '@tanstack/react-query';
import { Dialog } from '@tollgate/ui/dialog';
import { showToast } from '@tollgate/ui/toast';
import { useTRPC } from '../../trpc/client.tsx';
import { BothFactorsForm } from './both-factors-form.tsx';
import { useAccountRefresh } from './use-account.ts';

export function DisableTwoFactorDialog({ hasPassword, onClose }: { hasPassword: boolean; onClose: () => void }) {
  const trpc = useTRPC();
  const refresh = useAccountRefresh();
  const disable = useMutation(
    trpc.account.disableTwoFactor.mutationOptions({
      onSuccess: async () => {
        await refresh();
        showToast('Two-factor authentication is off.');
        onClose();
      },
    }),
  );
  return (
    <Dialog isOpen onOpenChange={(open) => !open && onClose()} title="Turn two-factor authentication off">
      <p className="mb-4 text-muted-foreground">Your password alone will sign you in. Recovery codes stop working.</p>
      <BothFactorsForm
        hasPassword={hasPassword}
        action="Turn off"
        variant="danger"
        error={disable.error}
        isPending={disable.isPending}
        onSubmit={(given) => disable.mutate(given)}
        onCancel={onClose}
      />
    </Dialog>
  );
}
