import type { Permission } from '@tollgate/core/access/permission';
import type { TenantContext } from '../context.ts';
import { ServiceError } from '../errors.ts';
import { contextAllows } from './context-allows.ts';

/** Throws `forbidden` unless the acting role has the permission. The first line of every verb. */
export function requirePermission(context: TenantContext, permission: Permission): void {
  if (contextAllows(context, permission)) return;
  throw new ServiceError(
    'forbidden',
    `Your role (${context.role.replace('_', ' ')}) does not include "${permission}". Ask an owner or admin of the organisation.`,
  );
}
