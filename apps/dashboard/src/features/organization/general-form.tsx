'use client';
import { ROLES } from '@tollgate/core/access/permission';
import { Button } from '@tollgate/ui/button';
import { DialogActions } from '@tollgate/ui/dialog-actions';
import { Field } from '@tollgate/ui/field';
import { Input } from '@tollgate/ui/input';
import { Select } from '@tollgate/ui/select';
import type { FormEvent } from 'react';
import { fieldErrors } from '../../shell/field-errors.ts';
import { FormMessage } from '../../shell/form-message.tsx';
import { roleName } from '../member/role-words.ts';
import { listZones } from '../time-range/list-zones.ts';
import type { OrganizationSettings } from './organization-view.ts';
import { SlugHint } from './slug-hint.tsx';
import { useSaveOrganization } from './use-save-organization.ts';

const FIELDS = ['name', 'slug', 'timeZone', 'defaultRole'];

export function GeneralForm({ settings, isReadOnly }: { settings: OrganizationSettings; isReadOnly: boolean }) {
  const save = useSaveOrganization('Saved.');
  const errors = fieldErrors(save.error, FIELDS);
  function submit(event: FormEvent<HTMLFormElement>): void {
    event.preventDefault();
    const form = new FormData(event.currentTarget);
    const text = (name: string) => String(form.get(name));
    save.mutate({
      name: text('name'),
      slug: text('slug'),
      timeZone: text('timeZone') === '' ? null : text('timeZone'),
      defaultRole: ROLES.filter((role) => role !== 'owner').find((role) => role === text('defaultRole')) ?? 'viewer',
    });
  }
  return (
    <form onSubmit={submit}>
      <fieldset disabled={isReadOnly} className="flex flex-col gap-4">
        <legend className="sr-only">General settings</legend>
        <FormMessage message={errors.rest} />
        <Field label="Name" isRequired error={errors.of('name')}>
          {(control) => <Input {...control} name="name" required maxLength={100} defaultValue={settings.name} />}
        </Field>
        <Field label="Short name in addresses" isRequired hint={<SlugHint pastSlugs={settings.pastSlugs} />} error={errors.of('slug')}>
          {(control) => (
            <Input {...control} name="slug" required maxLength={48} spellCheck={false} className="font-mono" defaultValue={settings.slug} />
          )}
        </Field>
        <Field
          label="Time zone of days and months"
          hint="What charts and tables start from; everyone may look through another one."
          error={errors.of('timeZone')}
        >
          {(control) => (
            <Select {...control} name="timeZone" defaultValue={settings.timeZone ?? ''}>
              <option value="">each person’s own</option>
              {zonesWith(settings.timeZone).map((zone) => (
                <option key={zone} value={zone}>
                  {zone}
                </option>
              ))}
            </Select>
          )}
        </Field>
        <Field label="Role that an invitation starts with" isRequired error={errors.of('defaultRole')}>
          {(control) => (
            <Select {...control} name="defaultRole" defaultValue={settings.defaultRole}>
              {ROLES.filter((role) => role !== 'owner').map((role) => (
                <option key={role} value={role}>
                  {roleName(role)}
                </option>
              ))}
            </Select>
          )}
        </Field>
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

/** The zones to choose from; the one that is set is among them, whatever this browser knows. */
function zonesWith(zone: string | null): string[] {
  return [...new Set(['UTC', ...(zone === null ? [] : [zone]), ...listZones()])];
}
