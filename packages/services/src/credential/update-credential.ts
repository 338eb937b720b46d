import { credentialSettingsSchema } from '@tollgate/core/snapshot/documents';
import * as z from 'zod';
import { definedFields } from '../access/defined-fields.ts';
import { earlierFields } from '../access/earlier-fields.ts';
import { idSchema } from '../access/id-schema.ts';
import { parseInput } from '../access/parse-input.ts';
import { requirePermission } from '../access/require-permission.ts';
import { recordAuditEvent } from '../audit/record-audit-event.ts';
import type { TenantContext } from '../context.ts';
import { ServiceError } from '../errors.ts';
import { changeTenant } from '../snapshot/change-tenant.ts';
import { markChanged } from '../snapshot/mark-changed.ts';
import { checkSettings, shownSettings, type CredentialSettings } from './check-settings.ts';
import { checkDestination } from './create-credential.ts';
import { baseUrlSchema, credentialNameSchema, secretSchema, settingChangesSchema } from './credential-schema.ts';
import { findCredential } from './find-credential.ts';
import { findDependents } from './find-dependents.ts';
import { requireFreeName } from './require-free-name.ts';
import { sealSecret } from './seal-secret.ts';

export const updateCredentialInput = z.strictObject({
  credentialId: idSchema,
  name: credentialNameSchema.optional(),
  /** `null`: the provider's own address. */
  baseUrl: baseUrlSchema,
  secret: secretSchema.optional(),
  /** Those that change; `null` takes one away. */
  settings: settingChangesSchema,
  isDefault: z.boolean().optional(),
});

/**
 * Changes what is given. A new base URL demands the secret again: else whoever may edit could have a stored secret sent to a server
 * of their own.
 */
export async function updateCredential(context: TenantContext, input: z.input<typeof updateCredentialInput>): Promise<void> {
  requirePermission(context, 'credential:update');
  const { credentialId, name, baseUrl: givenUrl, secret, settings: settingChanges, isDefault } = parseInput(updateCredentialInput, input);
  await changeTenant(context, async (transaction) => {
    const current = await findCredential(transaction, credentialId);
    const { id, provider } = current;
    const hasSecret = secret !== undefined || current.secretSealed !== null;
    const baseUrl = givenUrl === undefined ? current.baseUrl : checkDestination(provider, givenUrl, hasSecret ? 'kept' : null);
    const moves = baseUrl !== current.baseUrl;
    const settings = settingChanges === undefined ? undefined : checkSettings(provider, changedSettings(current.settings, settingChanges));
    if (moves && current.secretSealed !== null && secret === undefined) {
      throw new ServiceError('invalid', 'Enter the API key again: a stored key is not sent to a new address.', { field: 'secret' });
    }
    if (name !== undefined && name !== current.name) {
      await requireFreeName(transaction, name, provider, id);
      const [dependent] = await findDependents(transaction, { name: current.name, provider, isDefault: false });
      if (dependent)
        throw new ServiceError(
          'conflict',
          `The route "${dependent.routeName}" of "${dependent.projectName}" names this credential. Point it elsewhere before renaming.`,
          { field: 'name' },
        );
    }
    if (isDefault === true)
      await transaction.credential.updateMany({ where: { provider, isDefault: true, id: { not: id } }, data: { isDefault: false } });
    const sealed = secret === undefined ? {} : await sealSecret(transaction, context, { id, provider }, secret);
    const changes = { ...definedFields({ name, isDefault }), ...(moves ? { baseUrl } : {}) };
    await transaction.credential.update({ where: { id }, data: { ...changes, ...sealed, ...definedFields({ settings }) } });
    await recordAuditEvent(transaction, context, {
      action: 'credential.update',
      objectType: 'credential',
      objectId: id,
      detail: {
        name: current.name,
        ...changes,
        ...(settings === undefined ? {} : { settings: shownSettings(settings) }),
        ...(secret === undefined ? {} : { secret: 'changed' }),
      },
      before: earlierFields({ name: current.name, isDefault: current.isDefault, baseUrl: current.baseUrl }, changes),
    });
    await markChanged(transaction, context.organizationId, [{ kind: 'organization', id: context.organizationId }]);
  });
}

function changedSettings(standing: unknown, changes: Record<string, string | null>): CredentialSettings {
  const merged = { ...credentialSettingsSchema.parse(standing), ...changes };
  return Object.fromEntries(Object.entries(merged).filter((entry): entry is [string, string] => entry[1] !== null));
}
