import { newId } from '@tollgate/secrets/new-id';
import * as z from 'zod';
import { parseInput } from '../access/parse-input.ts';
import { requirePermission } from '../access/require-permission.ts';
import { recordAuditEvent } from '../audit/record-audit-event.ts';
import type { TenantContext } from '../context.ts';
import { ServiceError } from '../errors.ts';
import { changeTenant } from '../snapshot/change-tenant.ts';
import { markChanged } from '../snapshot/mark-changed.ts';
import { checkSettings, shownSettings } from './check-settings.ts';
import { baseUrlSchema, credentialNameSchema, secretSchema, settingsSchema } from './credential-schema.ts';
import { findProvider, SIMULATED_PROVIDER } from './providers.ts';
import { requireBaseUrl } from './require-base-url.ts';
import { requireFreeName } from './require-free-name.ts';
import { sealSecret } from './seal-secret.ts';

export const createCredentialInput = z.strictObject({
  name: credentialNameSchema,
  provider: z.string().min(1).max(64),
  /** Absent or `null`: the provider's own address. */
  baseUrl: baseUrlSchema,
  secret: secretSchema.nullable().optional(),
  settings: settingsSchema,
  /** The first credential of a provider is its default in any case. */
  isDefault: z.boolean().optional(),
});

/** Stores a credential; its secret is sealed and cannot be read back. */
export async function createCredential(
  context: TenantContext,
  input: z.input<typeof createCredentialInput>,
): Promise<{ id: string; name: string; isDefault: boolean }> {
  requirePermission(context, 'credential:create');
  const { name, provider, isDefault: wantsDefault, ...given } = parseInput(createCredentialInput, input);
  const baseUrl = checkDestination(provider, given.baseUrl ?? null, given.secret ?? null);
  const settings = checkSettings(provider, given.settings ?? {});
  return changeTenant(context, async (transaction) => {
    await requireFreeName(transaction, name, provider, null);
    const standing = await transaction.credential.findFirst({ where: { provider, isDefault: true }, select: { id: true } });
    const isDefault = wantsDefault === true || standing === null;
    if (isDefault) await transaction.credential.updateMany({ where: { provider, isDefault: true }, data: { isDefault: false } });
    const id = newId('crd', context.clock());
    const secret = given.secret ? await sealSecret(transaction, context, { id, provider }, given.secret) : {};
    await transaction.credential.create({
      data: { id, organizationId: context.organizationId, name, provider, baseUrl, settings, isDefault, ...secret },
    });
    const detail = { name, provider, baseUrl, settings: shownSettings(settings), isDefault, hasSecret: Boolean(given.secret) };
    await recordAuditEvent(transaction, context, { action: 'credential.create', objectType: 'credential', objectId: id, detail });
    await markChanged(transaction, context.organizationId, [{ kind: 'organization', id: context.organizationId }]);
    return { id, name, isDefault };
  });
}

/** The base URL to store. Throws `invalid` when provider, base URL and secret do not make a callable credential. */
export function checkDestination(providerId: string, baseUrl: string | null, secret: string | null): string | null {
  if (providerId === SIMULATED_PROVIDER)
    throw new ServiceError('invalid', 'The simulated provider needs no credential: use sim/echo as a model right away.', {
      field: 'provider',
    });
  const provider = findProvider(providerId);
  if (!provider)
    throw new ServiceError(
      'invalid',
      `There is no provider called "${providerId}". For a server that speaks OpenAI's API choose openai-compatible.`,
      { field: 'provider' },
    );
  if (provider.needsBaseUrl && baseUrl === null)
    throw new ServiceError('invalid', `${provider.name} needs a base URL, such as https://models.example.com/v1.`, { field: 'baseUrl' });
  if (!provider.isSecretOptional && secret === null)
    throw new ServiceError('invalid', `${provider.name} needs an API key.`, { field: 'secret' });
  return baseUrl === null ? null : requireBaseUrl(baseUrl);
}
