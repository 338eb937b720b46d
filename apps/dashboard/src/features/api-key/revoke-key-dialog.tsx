'use client';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { showToast } from '@tollgate/ui/toast';
import { ConfirmByNameDialog } from '../../shell/confirm-by-name-dialog.tsx';
import { fieldErrors } from '../../shell/field-errors.ts';
import { useTRPC } from '../../trpc/client.tsx';
import type { ApiKeyRow } from './api-key-row.ts';

export function RevokeKeyDialog({ row, onClose }: { row: ApiKeyRow; onClose: () => void }) {
  const trpc = useTRPC();
  const queryClient = useQueryClient();
  const revoke = useMutation(
    trpc.apiKey.revoke.mutationOptions({
      onSuccess: async () => {
        await queryClient.invalidateQueries(trpc.apiKey.list.pathFilter());
        showToast('Revoked. Every proxy refuses the key within 2 seconds.');
        onClose();
      },
    }),
  );
  return (
    <ConfirmByNameDialog
      title={`Revoke “${row.name}”`}
      name={row.name}
      action="Revoke key"
      error={fieldErrors(revoke.error, []).rest}
      isPending={revoke.isPending}
      onConfirm={() => revoke.mutate({ apiKeyId: row.id })}
      onClose={onClose}
    >
      Whatever still uses the key <code className="font-mono">{row.hint}</code> is refused within 2 seconds. This cannot be undone.
    </ConfirmByNameDialog>
  );
}
