import { roleAllows, type Role } from '@tollgate/core/access/permission';

/** Where somebody in this role starts: finance with the costs, everyone else with whether anything is wrong. */
export function landingPath(role: Role | undefined): string {
  if (role === undefined) return '/overview';
  return role === 'finance' || !roleAllows(role, 'request:read') ? '/costs' : '/overview';
}
