'use client';
import { useMutation } from '@tanstack/react-query';
import { ConfirmByNameDialog } from '../../shell/confirm-by-name-dialog.tsx';
import { fieldErrors } from '../../shell/field-errors.ts';
import { useWorkspace } from '../../shell/use-workspace.ts';
import { useTRPC } from '../../trpc/client.tsx';

export function LeaveDialog({ onClose }: { onClose: () => void }) {
  const trpc = useTRPC();
  const { organization } = useWorkspace();
  // A whole load: nothing of the organisation must stay on the page.
  const leave = useMutation(trpc.organization.leave.mutationOptions({ onSuccess: () => window.location.assign('/') }));
  return (
    <ConfirmByNameDialog
      title={`Leave ${organization.name}`}
      name={organization.name}
      action="Leave organisation"
      error={fieldErrors(leave.error, []).rest}
      isPending={leave.isPending || leave.isSuccess}
      onConfirm={() => leave.mutate()}
      onClose={onClose}
    >
      You lose access at once, and invitations that you sent are revoked. API keys that you made go on working. To come back you need a new
      invitation.
    </ConfirmByNameDialog>
  );
}
