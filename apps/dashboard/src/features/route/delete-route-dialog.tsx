'use client';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { showToast } from '@tollgate/ui/toast';
import { ConfirmByNameDialog } from '../../shell/confirm-by-name-dialog.tsx';
import { fieldErrors } from '../../shell/field-errors.ts';
import { useTRPC } from '../../trpc/client.tsx';
import type { RouteRow } from './route-row.ts';

export function DeleteRouteDialog({ row, onClose }: { row: RouteRow; onClose: () => void }) {
  const trpc = useTRPC();
  const queryClient = useQueryClient();
  const remove = useMutation(
    trpc.route.delete.mutationOptions({
      onSuccess: async () => {
        await queryClient.invalidateQueries(trpc.route.list.pathFilter());
        showToast('Deleted.');
        onClose();
      },
    }),
  );
  return (
    <ConfirmByNameDialog
      title={`Delete “${row.name}”`}
      name={row.name}
      action="Delete route"
      error={fieldErrors(remove.error, []).rest}
      isPending={remove.isPending}
      onConfirm={() => remove.mutate({ routeId: row.id })}
      onClose={onClose}
    >
      Requests with <code className="font-mono">model: "{row.name}"</code> are answered with{' '}
      <code className="font-mono">model_not_found</code> from then on. All {row.version} {row.version === 1 ? 'version is' : 'versions are'}{' '}
      deleted. This cannot be undone.
    </ConfirmByNameDialog>
  );
}
