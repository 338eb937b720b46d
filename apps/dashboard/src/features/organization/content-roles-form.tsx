'use client';
import { CONTENT_ROLES, type Role } from '@tollgate/core/access/permission';
import { Button } from '@tollgate/ui/button';
import { Checkbox } from '@tollgate/ui/checkbox';
import { DialogActions } from '@tollgate/ui/dialog-actions';
import { useState, type FormEvent } from 'react';
import { fieldErrors } from '../../shell/field-errors.ts';
import { FormMessage } from '../../shell/form-message.tsx';
import { roleName } from '../member/role-words.ts';
import type { OrganizationSettings } from './organization-view.ts';
import { useSaveOrganization } from './use-save-organization.ts';

export function ContentRolesForm({ settings, isReadOnly }: { settings: OrganizationSettings; isReadOnly: boolean }) {
  const [roles, setRoles] = useState<readonly Role[]>(settings.contentRoles);
  const save = useSaveOrganization('Saved. It counts from the next request on.');
  function submit(event: FormEvent): void {
    event.preventDefault();
    save.mutate({ contentRoles: [...roles] });
  }
  return (
    <form onSubmit={submit}>
      <fieldset disabled={isReadOnly} className="flex flex-col gap-3">
        <legend className="sr-only">Roles that read prompts and answers</legend>
        <FormMessage message={fieldErrors(save.error, []).rest} />
        {CONTENT_ROLES.map((role) => (
          <Checkbox
            key={role}
            name={role}
            label={roleName(role)}
            checked={roles.includes(role)}
            onChange={(event) => setRoles(event.target.checked ? [...roles, role] : roles.filter((other) => other !== role))}
          />
        ))}
        <p className="text-xs text-muted-foreground">
          Finance, auditors and viewers never do. Whether anything is kept at all is a setting of each project.
        </p>
        {!isReadOnly && (
          <DialogActions>
            <Button type="submit" variant="primary" isPending={save.isPending}>
              Save
            </Button>
          </DialogActions>
        )}
      </fieldset>
    </form>
  );
}
