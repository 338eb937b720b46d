import { roleGrants, type Role } from '@tollgate/core/access/permission';
import type { TenantContext } from '../context.ts';
import { ServiceError } from '../errors.ts';

/** Throws `forbidden` unless the acting role may give and take away the other. */
export function requireGrant(context: TenantContext, role: Role): void {
  if (roleGrants(context.role, role)) return;
  const needed =
    role === 'owner' ? 'Only owners decide who is an owner.' : 'Nobody gives or takes away a role that may do more than their own.';
  throw new ServiceError('forbidden', `${needed} Your role is ${context.role.replace('_', ' ')}.`, { field: 'role' });
}
