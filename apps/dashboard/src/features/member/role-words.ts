import type { Role } from '@tollgate/core/access/permission';

/** What a role is for, in one line. */
export const ROLE_SUMMARIES: Record<Role, string> = {
  owner: 'May do everything, and alone hands the organisation over or deletes it.',
  admin: 'May do everything but hand the organisation over or delete it.',
  developer: 'Builds: keys, providers and routes. Reads requests and what they cost.',
  prompt_editor: 'Reads requests and routes. Sees no money and no keys.',
  finance: 'Reads what was spent, sets prices, exports. Never reads prompts or answers.',
  auditor: 'Reads settings, costs and the audit log. Changes nothing, never reads prompts or answers.',
  viewer: 'Reads requests without their content. Sees no money, changes nothing.',
};

/** `prompt_editor` as people read it, for the beginning of a line. */
export function roleName(role: Role): string {
  return role.charAt(0).toUpperCase() + role.slice(1).replace('_', ' ');
}
