import { Field } from '@tollgate/ui/field';
import { Input } from '@tollgate/ui/input';
import type { ProviderOption } from './credential-row.ts';

type SettingFieldsProps = {
  provider: ProviderOption | undefined;
  values: Readonly<Record<string, string>>;
  errorOf: (field: string) => string | undefined;
};

/** What a provider needs to know beside the secret; nothing for most. */
export function SettingFields({ provider, values, errorOf }: SettingFieldsProps) {
  return provider?.settings.map(({ name, title, isRequired, example }) => (
    <Field
      key={`${provider.id}.${name}`}
      label={title}
      isRequired={isRequired}
      hint={example === '' ? undefined : `Such as ${example}.`}
      error={errorOf(`settings.${name}`)}
    >
      {(control) => (
        <Input
          {...control}
          name={`settings.${name}`}
          required={isRequired}
          maxLength={2048}
          autoComplete="off"
          spellCheck={false}
          defaultValue={values[name] ?? ''}
        />
      )}
    </Field>
  ));
}
