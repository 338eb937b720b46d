import { roleAllows } from '@tollgate/core/access/permission';
import type { TenantTransaction } from '@tollgate/db/tenant-scope';
import type { TenantContext } from '../context.ts';
import { ServiceError } from '../errors.ts';

type View = { id: string; name: string; userId: string; isShared: boolean };

/** Whose a new view is. */
export function ownerOf(context: TenantContext): string {
  return context.actor.kind === 'user' ? context.actor.userId : 'system';
}

/** Its owner may, and whoever may change the organisation, once it is shared. */
export function mayChangeView(context: TenantContext, view: Pick<View, 'userId' | 'isShared'>): boolean {
  return view.userId === ownerOf(context) || (view.isShared && roleAllows(context.role, 'organization:update'));
}

/** Throws `not_found`, also for a private view of somebody else, and `forbidden` for a shared one. */
export async function findChangeableView(context: TenantContext, transaction: TenantTransaction, viewId: string): Promise<View> {
  const view = await transaction.savedView.findUnique({ where: { id: viewId } });
  if (!view || (!view.isShared && view.userId !== ownerOf(context))) {
    throw new ServiceError('not_found', 'There is no such view. Somebody may have deleted it.', { field: 'viewId' });
  }
  if (!mayChangeView(context, view)) {
    throw new ServiceError('forbidden', 'This view belongs to somebody else. Save it under another name to change it.');
  }
  return view;
}
