'use client';
import { useMutation, useQuery } from '@tanstack/react-query';
import { Skeleton } from '@tollgate/ui/skeleton';
import { ConfirmByNameDialog } from '../../shell/confirm-by-name-dialog.tsx';
import { fieldErrors } from '../../shell/field-errors.ts';
import { useWorkspace } from '../../shell/use-workspace.ts';
import { describeError } from '../../trpc/describe-error.ts';
import { useTRPC } from '../../trpc/client.tsx';
import { countOf } from '../member/count-of.ts';

export function DeleteOrganizationDialog({ onClose }: { onClose: () => void }) {
  const trpc = useTRPC();
  const { organization } = useWorkspace();
  const consequences = useQuery(trpc.organization.describeDeletion.queryOptions());
  const remove = useMutation(
    // A whole load: nothing of the organisation must stay on the page.
    trpc.organization.delete.mutationOptions({ onSuccess: () => window.location.assign('/') }),
  );
  return (
    <ConfirmByNameDialog
      title={`Delete ${organization.name}`}
      name={organization.name}
      action="Delete organisation"
      error={fieldErrors(remove.error, []).rest ?? (consequences.isError ? describeError(consequences.error).message : undefined)}
      isPending={remove.isPending || remove.isSuccess}
      onConfirm={() => remove.mutate({ confirmName: organization.name })}
      onClose={onClose}
    >
      {consequences.data === undefined ? (
        <Skeleton className="h-32" />
      ) : (
        <>
          <p className="mb-2">This cannot be undone:</p>
          <ul className="flex list-disc flex-col gap-1 pl-5">
            <li>
              {countOf(consequences.data.activeKeys, 'API key')} in {countOf(consequences.data.projects, 'project')} will be refused within
              2 seconds
              {consequences.data.usedKeys > 0 && <strong>; {consequences.data.usedKeys} of them were used this week</strong>}.
            </li>
            <li>{countOf(consequences.data.credentials, 'provider credential')} and every kept prompt and answer will be destroyed.</li>
            <li>{countOf(consequences.data.members, 'member')} will lose access, you among them.</li>
            <li>
              Requests, costs and the audit log stay in this installation’s database for {consequences.data.ledgerDays} days, for whoever
              runs it, and are deleted then. Export what finance needs from Costs before.
            </li>
          </ul>
        </>
      )}
    </ConfirmByNameDialog>
  );
}
