import type { ProviderOption } from './credential-row.ts';

/** The settings of a submitted form by name; empty ones are `null`. */
export function readSettings(form: FormData, provider: ProviderOption | undefined): Record<string, string | null> {
  const entries = (provider?.settings ?? []).map(({ name }): [string, string | null] => {
    const value = String(form.get(`settings.${name}`) ?? '').trim();
    return [name, value === '' ? null : value];
  });
  return Object.fromEntries(entries);
}

/** The names of a provider's fields in a form. */
export function settingNames(provider: ProviderOption | undefined): string[] {
  return (provider?.settings ?? []).map(({ name }) => `settings.${name}`);
}
