'use client';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Button } from '@tollgate/ui/button';
import { Checkbox } from '@tollgate/ui/checkbox';
import { Dialog } from '@tollgate/ui/dialog';
import { DialogActions } from '@tollgate/ui/dialog-actions';
import { Field } from '@tollgate/ui/field';
import { Input } from '@tollgate/ui/input';
import { showToast } from '@tollgate/ui/toast';
import { useState, type FormEvent } from 'react';
import { fieldErrors } from '../../shell/field-errors.ts';
import { FormMessage } from '../../shell/form-message.tsx';
import { useTRPC } from '../../trpc/client.tsx';
import { howItEnds } from './how-it-ends.ts';
import type { CredentialRow, ProviderOption } from './credential-row.ts';
import { readSettings, settingNames } from './read-settings.ts';
import { SettingFields } from './setting-fields.tsx';

const FIELDS = ['name', 'baseUrl', 'secret', 'isDefault'];

type EditCredentialDialogProps = { row: CredentialRow; provider: ProviderOption | undefined; onClose: () => void };

export function EditCredentialDialog({ row, provider, onClose }: EditCredentialDialogProps) {
  const trpc = useTRPC();
  const queryClient = useQueryClient();
  const [baseUrl, setBaseUrl] = useState(row.baseUrl ?? '');
  const moves = baseUrl.trim() !== (row.baseUrl ?? '');
  const needsSecret = moves && row.secretHint !== null;
  const update = useMutation(
    trpc.credential.update.mutationOptions({
      onSuccess: async () => {
        await queryClient.invalidateQueries(trpc.credential.list.pathFilter());
        showToast('Saved. Every proxy knows within 2 seconds.');
        onClose();
      },
    }),
  );
  const errors = fieldErrors(update.error, [...FIELDS, ...settingNames(provider)]);
  function changedSettings(form: FormData): Record<string, string | null> {
    const given = Object.entries(readSettings(form, provider));
    return Object.fromEntries(given.filter(([name, value]) => value !== (row.settings[name] ?? null)));
  }
  function submit(event: FormEvent<HTMLFormElement>): void {
    event.preventDefault();
    const form = new FormData(event.currentTarget);
    const secret = String(form.get('secret')).trim();
    update.mutate({
      credentialId: row.id,
      name: String(form.get('name')),
      ...(moves ? { baseUrl: baseUrl.trim() === '' ? null : baseUrl.trim() } : {}),
      ...(secret === '' ? {} : { secret }),
      settings: changedSettings(form),
      ...(form.get('isDefault') === 'on' ? { isDefault: true } : {}),
    });
  }
  return (
    <Dialog isOpen onOpenChange={(open) => !open && onClose()} title={`Edit “${row.name}”`}>
      <form onSubmit={submit} className="flex flex-col gap-4">
        <FormMessage message={errors.rest} />
        <Field label="Name" isRequired error={errors.of('name')}>
          {(control) => (
            <Input {...control} name="name" required maxLength={64} autoComplete="off" spellCheck={false} defaultValue={row.name} />
          )}
        </Field>
        <Field label="Base URL" hint="Empty: the provider’s own address." error={errors.of('baseUrl')}>
          {(control) => (
            <Input
              {...control}
              name="baseUrl"
              type="url"
              maxLength={2048}
              autoComplete="off"
              value={baseUrl}
              onChange={(event) => setBaseUrl(event.target.value)}
            />
          )}
        </Field>
        <Field
          label="Secret key"
          isRequired={needsSecret}
          hint={
            needsSecret
              ? 'Enter it again: a stored key is not sent to a new address.'
              : row.secretHint === null
                ? 'None is stored.'
                : `Empty: the stored one (${howItEnds(row.secretHint)}) stays.`
          }
          error={errors.of('secret')}
        >
          {(control) => <Input {...control} name="secret" type="password" required={needsSecret} maxLength={8192} autoComplete="off" />}
        </Field>
        <SettingFields provider={provider} values={row.settings} errorOf={errors.of} />
        {row.isDefault ? (
          <p className="text-muted-foreground">This is the default for {row.provider}. Make another one the default to change that.</p>
        ) : (
          <Checkbox name="isDefault" label={`Make it the default for ${row.provider}`} />
        )}
        <DialogActions>
          <Button onClick={onClose}>Cancel</Button>
          <Button type="submit" variant="primary" isPending={update.isPending}>
            Save
          </Button>
        </DialogActions>
      </form>
    </Dialog>
  );
}
