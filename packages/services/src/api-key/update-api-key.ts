import { usdFromPico } from '@tollgate/core/money/pico-usd';
import * as z from 'zod';
import { earlierFields } from '../access/earlier-fields.ts';
import { idSchema } from '../access/id-schema.ts';
import { nameSchema } from '../access/name-schema.ts';
import { parseInput } from '../access/parse-input.ts';
import { requirePermission } from '../access/require-permission.ts';
import { recordAuditEvent } from '../audit/record-audit-event.ts';
import type { TenantContext } from '../context.ts';
import { ServiceError } from '../errors.ts';
import { changeTenant } from '../snapshot/change-tenant.ts';
import { markChanged } from '../snapshot/mark-changed.ts';
import { auditableLimits } from './auditable-limits.ts';
import { findUsableApiKey } from './find-api-key.ts';
import { keyBudget } from './key-budget.ts';
import { budgetPerSchema, budgetUsdSchema, expiresAtSchema, limitColumns, rpmSchema } from './limits-schema.ts';

export const updateApiKeyInput = z.strictObject({
  apiKeyId: idSchema,
  name: nameSchema.optional(),
  expiresAt: expiresAtSchema,
  rpm: rpmSchema,
  budgetUsd: budgetUsdSchema,
  budgetPer: budgetPerSchema,
});

/** Changes what is given; `null` removes a limit. */
export async function updateApiKey(context: TenantContext, input: z.input<typeof updateApiKeyInput>): Promise<void> {
  requirePermission(context, 'api_key:update');
  const { apiKeyId, name, ...limits } = parseInput(updateApiKeyInput, input);
  await changeTenant(context, async (transaction) => {
    const key = await findUsableApiKey(transaction, apiKeyId);
    if (limits.expiresAt !== undefined && key.rotatedToId !== null) {
      throw new ServiceError(
        'conflict',
        'This key has been rotated and ends with its overlap. Change the expiry of the key that replaced it.',
        { field: 'expiresAt' },
      );
    }
    const named = name === undefined ? {} : { name };
    await transaction.apiKey.update({ where: { id: key.id }, data: { ...named, ...limitColumns(limits, key, context.clock()) } });
    const changes = { ...named, ...auditableLimits(limits) };
    const budget = keyBudget(key);
    await recordAuditEvent(transaction, context, {
      action: 'api_key.update',
      objectType: 'api_key',
      objectId: key.id,
      detail: { name: key.name, ...changes },
      before: earlierFields(
        {
          name: key.name,
          rpm: key.rpm,
          budgetUsd: budget === null ? null : usdFromPico(budget.pico),
          budgetPer: budget?.per ?? null,
          expiresAt: key.expiresAt?.toISOString() ?? null,
        },
        changes,
      ),
    });
    await markChanged(transaction, context.organizationId, [{ kind: 'key', id: key.id }]);
  });
}
