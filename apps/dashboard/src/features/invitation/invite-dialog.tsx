'use client';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { roleGrants, type Role } from '@tollgate/core/access/permission';
import { Button } from '@tollgate/ui/button';
import { Dialog } from '@tollgate/ui/dialog';
import { DialogActions } from '@tollgate/ui/dialog-actions';
import { Field } from '@tollgate/ui/field';
import { Input } from '@tollgate/ui/input';
import { showToast } from '@tollgate/ui/toast';
import { useState, type FormEvent } from 'react';
import { fieldErrors } from '../../shell/field-errors.ts';
import { FormMessage } from '../../shell/form-message.tsx';
import { useWorkspace } from '../../shell/use-workspace.ts';
import { useTRPC } from '../../trpc/client.tsx';
import { RoleField } from '../member/role-field.tsx';
import { RolePreview } from '../member/role-preview.tsx';
import { LinkShownOnce } from './link-shown-once.tsx';

/** Invites by mail, or makes a link where no address is given. */
export function InviteDialog({ isOpen, onClose }: { isOpen: boolean; onClose: () => void }) {
  const [link, setLink] = useState<string | null>(null);
  const { organization } = useWorkspace();
  function close(): void {
    setLink(null);
    onClose();
  }
  return (
    <Dialog
      isOpen={isOpen}
      onOpenChange={(open) => !open && close()}
      isDismissible={link === null}
      title={link === null ? `Invite to ${organization.name}` : 'Invitation link'}
    >
      {link === null ? (
        <InviteForm onLink={setLink} onClose={close} />
      ) : (
        <>
          <LinkShownOnce link={link} />
          <DialogActions>
            <Button onClick={close}>Done</Button>
          </DialogActions>
        </>
      )}
    </Dialog>
  );
}

function InviteForm({ onLink, onClose }: { onLink: (link: string) => void; onClose: () => void }) {
  const trpc = useTRPC();
  const queryClient = useQueryClient();
  const { organization } = useWorkspace();
  const settings = useQuery(trpc.organization.get.queryOptions());
  const [chosen, setChosen] = useState<Role | null>(null);
  const preset = settings.data?.defaultRole ?? 'viewer';
  const role = chosen ?? (roleGrants(organization.role, preset) ? preset : 'viewer');
  const invite = useMutation(
    trpc.invitation.create.mutationOptions({
      onSuccess: async ({ link, isMailed }, { email }) => {
        await queryClient.invalidateQueries(trpc.invitation.list.pathFilter());
        if (link !== null) return onLink(link);
        showToast(
          isMailed
            ? `${email} has been sent an invitation.`
            : `${email} is invited, but the mail could not be sent. Send it again from the list.`,
        );
        onClose();
      },
    }),
  );
  const errors = fieldErrors(invite.error, ['email', 'role']);
  function submit(event: FormEvent<HTMLFormElement>): void {
    event.preventDefault();
    invite.mutate({ email: String(new FormData(event.currentTarget).get('email')), role });
  }
  return (
    <form onSubmit={submit} noValidate className="flex flex-col gap-4">
      <FormMessage message={errors.rest} />
      <Field
        label="E-mail address"
        hint="Only the account of this address may accept. Without one you get a link for whoever you give it to."
        error={errors.of('email')}
      >
        {(control) => <Input {...control} name="email" type="email" maxLength={254} autoComplete="off" />}
      </Field>
      <RoleField value={role} onChange={setChosen} error={errors.of('role')} />
      <div>
        <p className="mb-1 font-medium">This person will see</p>
        <RolePreview role={role} contentRoles={settings.data?.contentRoles} />
      </div>
      <DialogActions>
        <Button onClick={onClose}>Cancel</Button>
        <Button onClick={() => invite.mutate({ email: null, role })} isPending={invite.isPending && invite.variables.email === null}>
          Make a link
        </Button>
        <Button type="submit" variant="primary" isPending={invite.isPending && invite.variables.email !== null}>
          Send invitation
        </Button>
      </DialogActions>
    </form>
  );
}
