'use client';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { showToast } from '@tollgate/ui/toast';
import { useTRPC } from '../../trpc/client.tsx';

/** Has what is shown of the account, and of its sessions, read again. */
export function useAccountRefresh(): () => Promise<void> {
  const trpc = useTRPC();
  const queryClient = useQueryClient();
  return () => queryClient.invalidateQueries(trpc.account.pathFilter());
}

/** Mails the link that confirms the address once more. */
export function useSendVerification() {
  const trpc = useTRPC();
  return useMutation(
    trpc.account.sendVerification.mutationOptions({ onSuccess: () => showToast('Sent. Open the link in the mail within 24 hours.') }),
  );
}
