import * as z from 'zod';
import { idSchema } from '../access/id-schema.ts';
import { parseInput } from '../access/parse-input.ts';
import { requirePermission } from '../access/require-permission.ts';
import type { TenantContext } from '../context.ts';
import { ServiceError } from '../errors.ts';
import { changeTenant } from '../snapshot/change-tenant.ts';
import { revokeKeys } from './revoke-keys.ts';

export const revokeApiKeyInput = z.strictObject({ apiKeyId: idSchema });

/** Ends a key for good. It stays published as revoked, so that its callers hear why. Revoking twice changes nothing. */
export async function revokeApiKey(context: TenantContext, input: z.input<typeof revokeApiKeyInput>): Promise<void> {
  requirePermission(context, 'api_key:revoke');
  const { apiKeyId } = parseInput(revokeApiKeyInput, input);
  await changeTenant(context, async (transaction) => {
    const key = await transaction.apiKey.findUnique({ where: { id: apiKeyId }, select: { id: true, name: true, hint: true } });
    if (!key) throw new ServiceError('not_found', 'There is no such key in this organisation.', { field: 'apiKeyId' });
    await revokeKeys(transaction, context, [key]);
  });
}
