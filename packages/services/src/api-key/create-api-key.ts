import * as z from 'zod';
import { idSchema } from '../access/id-schema.ts';
import { nameSchema } from '../access/name-schema.ts';
import { parseInput } from '../access/parse-input.ts';
import { requirePermission } from '../access/require-permission.ts';
import { recordAuditEvent } from '../audit/record-audit-event.ts';
import type { TenantContext } from '../context.ts';
import { findProject } from '../project/find-project.ts';
import { changeTenant } from '../snapshot/change-tenant.ts';
import { apiKeyValueSchema } from './api-key-value-schema.ts';
import { auditableLimits } from './auditable-limits.ts';
import { insertApiKey } from './insert-api-key.ts';
import { budgetPerSchema, budgetUsdSchema, expiresAtSchema, limitColumns, rpmSchema } from './limits-schema.ts';

export const createApiKeyInput = z.strictObject({
  projectId: idSchema,
  name: nameSchema,
  expiresAt: expiresAtSchema,
  rpm: rpmSchema,
  budgetUsd: budgetUsdSchema,
  /** `month` unless given. */
  budgetPer: budgetPerSchema,
  value: apiKeyValueSchema.optional(),
});

/** Makes a key. `key` is in this answer and nowhere else, ever. */
export async function createApiKey(
  context: TenantContext,
  input: z.input<typeof createApiKeyInput>,
): Promise<{ id: string; name: string; key: string }> {
  requirePermission(context, 'api_key:create');
  const { projectId, name, value, ...limits } = parseInput(createApiKeyInput, input);
  const columns = limitColumns(limits, { budgetPico: null, budgetPer: null }, context.clock());
  return changeTenant(context, async (transaction) => {
    const project = await findProject(transaction, projectId);
    const { id, key, hint } = await insertApiKey(transaction, context, { projectId: project.id, name, value, ...columns });
    const detail = { name, projectId, hint, ...auditableLimits(limits) };
    await recordAuditEvent(transaction, context, { action: 'api_key.create', objectType: 'api_key', objectId: id, detail });
    return { id, name, key };
  });
}
