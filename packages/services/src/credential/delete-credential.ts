import * as z from 'zod';
import { idSchema } from '../access/id-schema.ts';
import { parseInput } from '../access/parse-input.ts';
import { requirePermission } from '../access/require-permission.ts';
import { recordAuditEvent } from '../audit/record-audit-event.ts';
import type { TenantContext } from '../context.ts';
import { ServiceError } from '../errors.ts';
import { changeTenant } from '../snapshot/change-tenant.ts';
import { markChanged } from '../snapshot/mark-changed.ts';
import { findCredential } from './find-credential.ts';

export const deleteCredentialInput = z.strictObject({
  credentialId: idSchema,
  /** The credential's name, typed again. */
  confirmName: z.string().max(200),
});

/** Deletes a credential. When it was its provider's default, the oldest one left becomes it, so that `<provider>/<model>` goes on working. */
export async function deleteCredential(
  context: TenantContext,
  input: z.input<typeof deleteCredentialInput>,
): Promise<{ newDefault: string | null }> {
  requirePermission(context, 'credential:delete');
  const { credentialId, confirmName } = parseInput(deleteCredentialInput, input);
  return changeTenant(context, async (transaction) => {
    const { id, name, provider, isDefault } = await findCredential(transaction, credentialId);
    if (confirmName.trim() !== name)
      throw new ServiceError('invalid', `Type the name of the credential, "${name}", to delete it.`, { field: 'confirmName' });
    await transaction.credential.delete({ where: { id } });
    const heir = isDefault
      ? await transaction.credential.findFirst({ where: { provider }, orderBy: [{ createdAt: 'asc' }, { id: 'asc' }] })
      : null;
    if (heir) await transaction.credential.update({ where: { id: heir.id }, data: { isDefault: true } });
    const detail = { name, provider, newDefault: heir?.name ?? null };
    await recordAuditEvent(transaction, context, { action: 'credential.delete', objectType: 'credential', objectId: id, detail });
    await markChanged(transaction, context.organizationId, [{ kind: 'organization', id: context.organizationId }]);
    return { newDefault: heir?.name ?? null };
  });
}
