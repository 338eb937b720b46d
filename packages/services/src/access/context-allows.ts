import { roleAllows, type Permission } from '@tollgate/core/access/permission';
import type { TenantContext } from '../context.ts';

/** Whether the acting role has the permission in this organisation, which may keep prompts and answers from roles that otherwise read them. */
export function contextAllows({ role, readsContent }: Pick<TenantContext, 'role' | 'readsContent'>, permission: Permission): boolean {
  return roleAllows(role, permission) && (permission !== 'request:read_content' || readsContent);
}
