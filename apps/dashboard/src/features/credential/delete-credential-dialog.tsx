'use client';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Skeleton } from '@tollgate/ui/skeleton';
import { showToast } from '@tollgate/ui/toast';
import { ConfirmByNameDialog } from '../../shell/confirm-by-name-dialog.tsx';
import { fieldErrors } from '../../shell/field-errors.ts';
import { useTRPC } from '../../trpc/client.tsx';
import type { CredentialRow } from './credential-row.ts';

export function DeleteCredentialDialog({ row, onClose }: { row: CredentialRow; onClose: () => void }) {
  const trpc = useTRPC();
  const queryClient = useQueryClient();
  const dependents = useQuery(trpc.credential.listDependents.queryOptions({ credentialId: row.id }));
  const remove = useMutation(
    trpc.credential.delete.mutationOptions({
      onSuccess: async ({ newDefault }) => {
        await queryClient.invalidateQueries(trpc.credential.list.pathFilter());
        showToast(newDefault === null ? 'Deleted.' : `Deleted. ${newDefault} is the default for ${row.provider} now.`);
        onClose();
      },
    }),
  );
  return (
    <ConfirmByNameDialog
      title={`Delete “${row.name}”`}
      name={row.name}
      action="Delete credential"
      error={fieldErrors(remove.error, []).rest}
      isPending={remove.isPending}
      onConfirm={() => remove.mutate({ credentialId: row.id, confirmName: row.name })}
      onClose={onClose}
    >
      <p>The sealed secret is erased, and requests that need this credential fail. This cannot be undone.</p>
      <div className="mt-3">
        {dependents.data === undefined ? (
          dependents.isError ? (
            <p className="text-danger">What depends on it could not be found out. Close this and try again before you delete.</p>
          ) : (
            <Skeleton className="w-64" />
          )
        ) : dependents.data.routes.length === 0 ? (
          <p className="text-muted-foreground">No route calls through it.</p>
        ) : (
          <>
            <p className="font-medium text-danger">These routes lose a target:</p>
            <ul className="mt-1 list-disc pl-5">
              {dependents.data.routes.map(({ projectName, routeName }) => (
                <li key={`${projectName}/${routeName}`}>
                  <span className="font-medium">{routeName}</span> in {projectName}
                </li>
              ))}
            </ul>
          </>
        )}
      </div>
    </ConfirmByNameDialog>
  );
}
