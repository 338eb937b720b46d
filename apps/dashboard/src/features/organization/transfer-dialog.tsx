'use client';
import { useMutation, useQuery } from '@tanstack/react-query';
import { Field } from '@tollgate/ui/field';
import { Select } from '@tollgate/ui/select';
import { useState } from 'react';
import { ConfirmByNameDialog } from '../../shell/confirm-by-name-dialog.tsx';
import { fieldErrors } from '../../shell/field-errors.ts';
import { useWorkspace } from '../../shell/use-workspace.ts';
import { useTRPC } from '../../trpc/client.tsx';

export function TransferDialog({ onClose }: { onClose: () => void }) {
  const trpc = useTRPC();
  const { organization } = useWorkspace();
  const members = useQuery(trpc.member.list.queryOptions());
  const others = (members.data ?? []).filter(({ isYou }) => !isYou);
  const [chosen, setChosen] = useState('');
  const memberId = others.some((member) => member.memberId === chosen) ? chosen : (others[0]?.memberId ?? '');
  const transfer = useMutation(
    // Whoever's role changes is signed out by that.
    trpc.organization.transfer.mutationOptions({ onSuccess: () => window.location.assign('/sign-in') }),
  );
  const errors = fieldErrors(transfer.error, ['memberId']);
  return (
    <ConfirmByNameDialog
      title={`Hand ${organization.name} over`}
      name={organization.name}
      action="Hand over"
      error={errors.rest}
      isPending={transfer.isPending || transfer.isSuccess}
      onConfirm={() => transfer.mutate({ memberId, confirmName: organization.name })}
      onClose={onClose}
    >
      <div className="flex flex-col gap-4">
        <p>The new owner may do everything, also remove you. You become an admin, and both of you are signed out.</p>
        {members.isSuccess && others.length === 0 ? (
          <p className="font-medium text-warning">Nobody else is a member yet. Invite the new owner first.</p>
        ) : (
          <Field label="New owner" isRequired error={errors.of('memberId')}>
            {(control) => (
              <Select {...control} value={memberId} onChange={(event) => setChosen(event.target.value)}>
                {others.map((member) => (
                  <option key={member.memberId} value={member.memberId}>
                    {member.name} ({member.email})
                  </option>
                ))}
              </Select>
            )}
          </Field>
        )}
      </div>
    </ConfirmByNameDialog>
  );
}
