import { ServiceError } from '../errors.ts';
import { findProvider } from './providers.ts';

export type CredentialSettings = Record<string, string>;

/** What any credential takes, with the form of its value. */
const GENERAL: Record<string, { form: RegExp; rule: string }> = {
  upstream_api: { form: /^(chat|responses)$/, rule: 'takes chat or responses' },
  retries: { form: /^[0-5]$/, rule: 'takes a number from 0 to 5' },
  circuit_breaker: { form: /^(on|off)$/, rule: 'takes on or off' },
};
/** They become part of a host name or a path. */
const NAMES = /^[a-z0-9][a-z0-9-]{0,62}$/i;
const PLAIN = /^[!-~]{1,2048}$/;
const FORMS: Record<string, RegExp> = { region: NAMES, project: /^[a-z0-9][a-z0-9.:-]{0,62}$/i, account_id: NAMES, auth: /^access_token$/ };

/** The settings to store. Throws `invalid`, naming the setting, for one that the provider does not take, lacks, or cannot use. */
export function checkSettings(providerId: string, settings: CredentialSettings): CredentialSettings {
  const provider = findProvider(providerId);
  const specs = provider?.settings ?? [];
  for (const [name, value] of Object.entries(settings)) {
    const general = Object.hasOwn(GENERAL, name) ? GENERAL[name] : undefined;
    if (general !== undefined) {
      if (!general.form.test(value)) throw refuse(name, `${name} ${general.rule}.`);
    } else if (!specs.some((spec) => spec.name === name)) {
      const known = [...specs.map((spec) => spec.name), ...Object.keys(GENERAL)].join(', ');
      throw refuse(name, `${provider?.name ?? providerId} takes no setting called "${name.slice(0, 64)}". It takes ${known}.`);
    } else if (!(Object.hasOwn(FORMS, name) ? (FORMS[name] as RegExp) : PLAIN).test(value)) {
      throw refuse(name, `${name} has a form that ${provider?.name ?? providerId} cannot use.`);
    }
  }
  for (const { name, title, isRequired } of specs)
    if (isRequired && settings[name] === undefined) throw refuse(name, `${provider?.name ?? providerId} needs ${name} (${title}).`);
  return settings;
}

/** Settings as `name=value`, for the audit log. Nothing among them is a secret: those are sealed. */
export function shownSettings(settings: CredentialSettings): string[] {
  return Object.entries(settings).map(([name, value]) => `${name}=${value}`);
}

function refuse(name: string, message: string): ServiceError {
  return new ServiceError('invalid', message, { field: `settings.${name}` });
}
