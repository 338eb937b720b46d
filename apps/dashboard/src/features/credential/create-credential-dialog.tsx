'use client';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Button } from '@tollgate/ui/button';
import { Checkbox } from '@tollgate/ui/checkbox';
import { Dialog } from '@tollgate/ui/dialog';
import { DialogActions } from '@tollgate/ui/dialog-actions';
import { Field } from '@tollgate/ui/field';
import { Input } from '@tollgate/ui/input';
import { Select } from '@tollgate/ui/select';
import { useState, type FormEvent } from 'react';
import { fieldErrors } from '../../shell/field-errors.ts';
import { FormMessage } from '../../shell/form-message.tsx';
import { useTRPC } from '../../trpc/client.tsx';
import type { ProviderOption } from './credential-row.ts';
import { readSettings, settingNames } from './read-settings.ts';
import { SettingFields } from './setting-fields.tsx';

const NO_VALUES = {};
const FIELDS = ['name', 'provider', 'baseUrl', 'secret', 'isDefault'];

type CreateCredentialDialogProps = {
  providers: readonly ProviderOption[];
  /** Hears of the new credential, to test it at once. */
  onCreated: (credentialId: string) => void;
  onClose: () => void;
};

export function CreateCredentialDialog({ providers, onCreated, onClose }: CreateCredentialDialogProps) {
  const trpc = useTRPC();
  const queryClient = useQueryClient();
  const [providerId, setProviderId] = useState(providers[0]?.id ?? '');
  const provider = providers.find(({ id }) => id === providerId);
  const create = useMutation(
    trpc.credential.create.mutationOptions({
      onSuccess: async ({ id }) => {
        await queryClient.invalidateQueries(trpc.credential.list.pathFilter());
        onCreated(id);
        onClose();
      },
    }),
  );
  const errors = fieldErrors(create.error, [...FIELDS, ...settingNames(provider)]);
  function submit(event: FormEvent<HTMLFormElement>): void {
    event.preventDefault();
    const form = new FormData(event.currentTarget);
    const baseUrl = String(form.get('baseUrl')).trim();
    const secret = String(form.get('secret')).trim();
    create.mutate({
      name: String(form.get('name')),
      provider: providerId,
      baseUrl: baseUrl === '' ? null : baseUrl,
      secret: secret === '' ? null : secret,
      settings: Object.fromEntries(
        Object.entries(readSettings(form, provider)).filter((entry): entry is [string, string] => entry[1] !== null),
      ),
      isDefault: form.get('isDefault') === 'on',
    });
  }
  return (
    <Dialog
      isOpen
      onOpenChange={(open) => !open && onClose()}
      title="Add a provider credential"
      description="It serves every project of the organisation."
    >
      <form onSubmit={submit} className="flex flex-col gap-4">
        <FormMessage message={errors.rest} />
        <Field label="Provider" isRequired error={errors.of('provider')}>
          {(control) => (
            <Select {...control} name="provider" value={providerId} onChange={(event) => setProviderId(event.target.value)}>
              {providers.map(({ id, name }) => (
                <option key={id} value={id}>
                  {name}
                </option>
              ))}
            </Select>
          )}
        </Field>
        <Field
          label="Name"
          isRequired
          hint="Applications may write it before a model, such as openai-main/gpt-4o. It cannot be the id of a provider."
          error={errors.of('name')}
        >
          {(control) => (
            <Input
              {...control}
              name="name"
              required
              maxLength={64}
              autoComplete="off"
              spellCheck={false}
              placeholder={`${providerId}-main`}
            />
          )}
        </Field>
        <Field
          label="Base URL"
          isRequired={provider?.needsBaseUrl === true}
          hint={
            provider?.needsBaseUrl
              ? 'Where the server is, up to and including /v1.'
              : `Empty: ${provider?.name ?? 'the provider'}’s own address.`
          }
          error={errors.of('baseUrl')}
        >
          {(control) => (
            <Input
              {...control}
              name="baseUrl"
              type="url"
              required={provider?.needsBaseUrl === true}
              maxLength={2048}
              autoComplete="off"
              placeholder="https://models.example.com/v1"
            />
          )}
        </Field>
        <Field
          label="Secret key"
          isRequired={provider?.isSecretOptional !== true}
          hint="Sealed with your organisation’s own key. It can be replaced and never read back."
          error={errors.of('secret')}
        >
          {(control) => (
            <Input
              {...control}
              name="secret"
              type="password"
              required={provider?.isSecretOptional !== true}
              maxLength={8192}
              autoComplete="off"
            />
          )}
        </Field>
        <SettingFields provider={provider} values={NO_VALUES} errorOf={errors.of} />
        <Checkbox
          name="isDefault"
          label={`Default for ${provider?.name ?? 'this provider'}`}
          hint={`Used by models written as ${providerId}/…, and by models named alone. The first credential of a provider is its default in any case.`}
        />
        <DialogActions>
          <Button onClick={onClose}>Cancel</Button>
          <Button type="submit" variant="primary" isPending={create.isPending}>
            Add and test
          </Button>
        </DialogActions>
      </form>
    </Dialog>
  );
}
