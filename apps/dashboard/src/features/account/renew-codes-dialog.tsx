'use client';
import { useMutation } from '@tanstack/react-query';
import { Dialog } from '@tollgate/ui/dialog';
import { useTRPC } from '../../trpc/client.tsx';
import { BothFactorsForm } from './both-factors-form.tsx';
import { RecoveryCodes } from './recovery-codes.tsx';
import { useAccountRefresh } from './use-account.ts';

export function RenewCodesDialog({ hasPassword, onClose }: { hasPassword: boolean; onClose: () => void }) {
  const trpc = useTRPC();
  const refresh = useAccountRefresh();
  const renew = useMutation(trpc.account.renewRecoveryCodes.mutationOptions({ onSuccess: refresh }));
  return (
    <Dialog isOpen onOpenChange={(open) => !open && onClose()} title="New recovery codes">
      {renew.data === undefined ? (
        <>
          <p className="mb-4 text-muted-foreground">Ten new codes take the place of the old ones, which stop working.</p>
          <BothFactorsForm
            hasPassword={hasPassword}
            action="Make new codes"
            variant="primary"
            error={renew.error}
            isPending={renew.isPending}
            onSubmit={(given) => renew.mutate(given)}
            onCancel={onClose}
          />
        </>
      ) : (
        <RecoveryCodes codes={renew.data.recoveryCodes} onClose={onClose} />
      )}
    </Dialog>
  );
}
