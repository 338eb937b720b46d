import * as z from 'zod';
import { idSchema } from '../access/id-schema.ts';
import { parseInput } from '../access/parse-input.ts';
import { requirePermission } from '../access/require-permission.ts';
import { recordAuditEvent } from '../audit/record-audit-event.ts';
import type { TenantContext } from '../context.ts';
import { ServiceError } from '../errors.ts';
import { changeTenant } from '../snapshot/change-tenant.ts';
import { markChanged } from '../snapshot/mark-changed.ts';
import { findUsableApiKey } from './find-api-key.ts';
import { insertApiKey } from './insert-api-key.ts';

export const rotateApiKeyInput = z.strictObject({
  apiKeyId: idSchema,
  /** How long the old key goes on working. */
  overlapHours: z.number().min(0).max(720),
});

/**
 * Replaces a key by a new one with the same name and limits; both work until the overlap ends. A key that was to expire passes its
 * lifetime on. The new key's budget starts unspent.
 */
export async function rotateApiKey(context: TenantContext, input: z.input<typeof rotateApiKeyInput>): Promise<{ id: string; key: string }> {
  requirePermission(context, 'api_key:update');
  const { apiKeyId, overlapHours } = parseInput(rotateApiKeyInput, input);
  return changeTenant(context, async (transaction) => {
    const old = await findUsableApiKey(transaction, apiKeyId);
    const now = context.clock();
    if (old.rotatedToId !== null) throw new ServiceError('conflict', 'This key has been rotated already. Rotate the key that replaced it.');
    if (old.expiresAt !== null && old.expiresAt.getTime() <= now)
      throw new ServiceError('conflict', 'This key has expired. Create a new one instead.');
    const endOfOverlap = now + overlapHours * 3_600_000;
    const oldExpiresAt = new Date(Math.min(endOfOverlap, old.expiresAt?.getTime() ?? Infinity));
    const replacement = await insertApiKey(transaction, context, {
      projectId: old.projectId,
      name: old.name,
      expiresAt: old.expiresAt === null ? null : new Date(now + Math.max(0, old.expiresAt.getTime() - old.createdAt.getTime())),
      rpm: old.rpm,
      budgetPico: old.budgetPico?.toFixed() ?? null,
      budgetPer: old.budgetPer,
    });
    // Also demands that nobody else rotated it meanwhile.
    const { count } = await transaction.apiKey.updateMany({
      where: { id: old.id, rotatedToId: null, revokedAt: null },
      data: { expiresAt: oldExpiresAt, rotatedToId: replacement.id },
    });
    if (count === 0) throw new ServiceError('conflict', 'Somebody else has just rotated or revoked this key. Reload and try again.');
    const detail = { rotatedToId: replacement.id, hint: replacement.hint, overlapHours };
    await recordAuditEvent(transaction, context, { action: 'api_key.rotate', objectType: 'api_key', objectId: old.id, detail });
    await markChanged(transaction, context.organizationId, [{ kind: 'key', id: old.id }]);
    return { id: replacement.id, key: replacement.key };
  });
}
