'use client';
import { useMutation, useQuery } from '@tanstack/react-query';
import { Skeleton } from '@tollgate/ui/skeleton';
import { ConfirmByNameDialog } from '../../shell/confirm-by-name-dialog.tsx';
import { fieldErrors } from '../../shell/field-errors.ts';
import { useWorkspace } from '../../shell/use-workspace.ts';
import { describeError } from '../../trpc/describe-error.ts';
import { useTRPC } from '../../trpc/client.tsx';
import { countOf } from '../member/count-of.ts';

export function DeleteProjectDialog({ onClose }: { onClose: () => void }) {
  const trpc = useTRPC();
  const { organization, project } = useWorkspace();
  const consequences = useQuery(trpc.project.describeDeletion.queryOptions({ projectId: project.id }));
  const remove = useMutation(
    trpc.project.delete.mutationOptions({
      // A whole load: the list of projects belongs to the frame around every page.
      onSuccess: () => window.location.assign(`/requests?${new URLSearchParams({ org: organization.slug })}`),
    }),
  );
  return (
    <ConfirmByNameDialog
      title={`Delete ${project.name}`}
      name={project.name}
      action="Delete project"
      error={fieldErrors(remove.error, []).rest ?? (consequences.isError ? describeError(consequences.error).message : undefined)}
      isPending={remove.isPending || remove.isSuccess}
      onConfirm={() => remove.mutate({ projectId: project.id, confirmName: project.name })}
      onClose={onClose}
    >
      {consequences.data === undefined ? (
        <Skeleton className="h-28" />
      ) : (
        <>
          <p className="mb-2">This cannot be undone:</p>
          <ul className="flex list-disc flex-col gap-1 pl-5">
            <li>
              {countOf(consequences.data.activeKeys, 'API key')} will be refused within 2 seconds
              {consequences.data.usedKeys > 0 && <strong>; {consequences.data.usedKeys} of them were used this week</strong>}.
            </li>
            <li>{countOf(consequences.data.routes, 'route')} and every kept prompt and answer will be deleted.</li>
            <li>Requests and costs stay, under the name of the project, for as long as the organisation does.</li>
          </ul>
          {consequences.data.isOnlyProject && (
            <p className="mt-3 font-medium text-warning">This is the only project. Create another one first, or delete the organisation.</p>
          )}
        </>
      )}
    </ConfirmByNameDialog>
  );
}
