import { scopeTo } from '@tollgate/db/tenant-scope';
import { requirePermission } from '../access/require-permission.ts';
import type { TenantContext } from '../context.ts';
import { viewParametersSchema } from './saved-view-schema.ts';
import { mayChangeView, ownerOf } from './may-change-view.ts';

export type SavedViewSummary = {
  id: string;
  name: string;
  isShared: boolean;
  isOwn: boolean;
  canChange: boolean;
  parameters: Record<string, string>;
};

/** One's own views and those that others share, by name. */
export async function listSavedViews(context: TenantContext): Promise<SavedViewSummary[]> {
  requirePermission(context, 'request:read');
  const views = await scopeTo(context.database, context.organizationId).savedView.findMany({
    where: { OR: [{ userId: ownerOf(context) }, { isShared: true }] },
    orderBy: [{ name: 'asc' }, { id: 'asc' }],
    take: 500,
  });
  return views.map((view) => ({
    id: view.id,
    name: view.name,
    isShared: view.isShared,
    isOwn: view.userId === ownerOf(context),
    canChange: mayChangeView(context, view),
    parameters: viewParametersSchema.parse(view.parameters),
  }));
}
