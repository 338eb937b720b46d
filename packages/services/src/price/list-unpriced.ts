import { listUnpricedModels } from '@tollgate/db/list-unpriced-models';
import { requirePermission } from '../access/require-permission.ts';
import type { TenantContext } from '../context.ts';

export type UnpricedView = { provider: string; model: string; attempts: number; lastSeenAt: string };

const DAYS = 30;

/** Models called in the last 30 days whose cost nobody knows, most called first. */
export async function listUnpriced(context: TenantContext): Promise<UnpricedView[]> {
  requirePermission(context, 'price:read');
  const from = new Date(context.clock() - DAYS * 86_400_000);
  const models = await listUnpricedModels(context.database.pool, context.organizationId, from);
  return models.map((model) => ({ ...model, lastSeenAt: model.lastSeenAt.toISOString() }));
}
