import { checkSettings } from '../credential/check-settings.ts';
import { checkDestination } from '../credential/create-credential.ts';
import { isProviderId, SIMULATED_PROVIDER } from '../credential/providers.ts';
import { ServiceError } from '../errors.ts';
import type { ConfigState } from './plan.ts';
import type { ConfigSource } from './read-config.ts';

/** Throws a ConfigError for what the verbs would refuse later, so that a file is applied whole or not at all. */
export function checkConfig({ config, errorAt }: ConfigSource, state: ConfigState): void {
  config.credentials.forEach((credential, index) => {
    const standing = state.credentials.find((candidate) => candidate.name === credential.name);
    const path = ['credentials', index];
    if (credential.name !== credential.provider && isProviderId(credential.name)) {
      throw errorAt(
        [...path, 'name'],
        `"${credential.name}" is the name of a provider. Choose another name, such as "${credential.name}-main".`,
      );
    }
    if (standing && standing.provider !== credential.provider) {
      throw errorAt(
        [...path, 'provider'],
        `"${credential.name}" is a credential of ${standing.provider}; that cannot change. Use another name.`,
      );
    }
    try {
      const baseUrl = checkDestination(
        credential.provider,
        credential.base_url ?? standing?.baseUrl ?? null,
        credential.api_key ?? standing?.secret ?? null,
      );
      checkSettings(credential.provider, { ...standing?.settings, ...credential.settings });
      if (standing?.secret != null && baseUrl !== standing.baseUrl && credential.api_key === undefined) {
        throw new ServiceError('invalid', 'Give api_key too: a stored key is not sent to a new address.', { field: 'secret' });
      }
    } catch (error) {
      if (!(error instanceof ServiceError)) throw error;
      throw errorAt([...path, FIELDS[error.field ?? ''] ?? error.field?.replace('settings.', '') ?? 'name'], error.message);
    }
  });
  const providers = new Set(
    [...config.credentials, ...state.credentials.filter((credential) => credential.isDefault)].map((credential) => credential.provider),
  );
  const names = new Set([...config.credentials, ...state.credentials].map((credential) => credential.name));
  config.projects.forEach((project, projectIndex) => {
    project.routes.forEach((route, routeIndex) => {
      route.fallback.forEach((target, index) => {
        if (target.credential === SIMULATED_PROVIDER || names.has(target.credential) || providers.has(target.credential)) return;
        throw errorAt(
          ['projects', projectIndex, 'routes', routeIndex, 'fallback', index],
          `There is no credential called "${target.credential}", in this file or before.`,
        );
      });
    });
  });
}

/** What the verbs call a field, in the words of the file. */
const FIELDS: Record<string, string> = { baseUrl: 'base_url', secret: 'api_key', provider: 'provider', name: 'name' };
