/** What a person can be in an organisation. One role per membership. */
export const ROLES = ['owner', 'admin', 'developer', 'prompt_editor', 'finance', 'auditor', 'viewer'] as const;
export type Role = (typeof ROLES)[number];

/** `<entity>:<verb>`; every procedure names exactly one. */
export const PERMISSIONS = [
  'organization:read',
  'organization:update',
  'organization:transfer',
  'organization:delete',
  'organization:leave',
  'member:read',
  'member:update',
  'member:remove',
  'invitation:read',
  'invitation:create',
  'invitation:revoke',
  'audit:read',
  'project:read',
  'project:create',
  'project:update',
  'project:delete',
  'api_key:read',
  'api_key:create',
  'api_key:update',
  'api_key:revoke',
  'credential:read',
  'credential:create',
  'credential:update',
  'credential:delete',
  'credential:test',
  'route:read',
  'route:update',
  'request:read',
  'request:read_content',
  'request:export',
  'saved_view:update',
  'spend:read',
  'price:read',
  'price:update',
] as const;
export type Permission = (typeof PERMISSIONS)[number];

const EVERYTHING: readonly Permission[] = PERMISSIONS;
/** The organisation itself is its owners'. */
const OWNERS_ALONE: readonly Permission[] = ['organization:transfer', 'organization:delete'];
const READ_METADATA: readonly Permission[] = [
  'organization:read',
  'member:read',
  'project:read',
  'api_key:read',
  'credential:read',
  'route:read',
  'request:read',
  'request:export',
  'saved_view:update',
  'spend:read',
  'price:read',
];

/** Finance sees money, never prompts; an auditor sees all settings and no content; a viewer sees no money. */
export const ROLE_PERMISSIONS: Record<Role, readonly Permission[]> = {
  owner: EVERYTHING,
  admin: EVERYTHING.filter((permission) => !OWNERS_ALONE.includes(permission)),
  developer: [
    ...READ_METADATA,
    'organization:leave',
    'request:read_content',
    'api_key:create',
    'api_key:update',
    'api_key:revoke',
    'credential:create',
    'credential:update',
    'credential:delete',
    'credential:test',
    'route:update',
  ],
  prompt_editor: [
    'organization:read',
    'organization:leave',
    'project:read',
    'route:read',
    'request:read',
    'request:read_content',
    'request:export',
    'saved_view:update',
    'price:read',
  ],
  finance: [
    'organization:read',
    'member:read',
    'organization:leave',
    'project:read',
    'api_key:read',
    'spend:read',
    'price:read',
    'price:update',
    'request:read',
    'request:export',
    'saved_view:update',
  ],
  auditor: [...READ_METADATA, 'organization:leave', 'audit:read'],
  viewer: [
    'organization:read',
    'organization:leave',
    'project:read',
    'route:read',
    'request:read',
    'request:export',
    'saved_view:update',
    'price:read',
  ],
};

export function roleAllows(role: Role, permission: Permission): boolean {
  return ROLE_PERMISSIONS[role].includes(permission);
}

/** The roles that may read prompts and answers where the organisation lets them. */
export const CONTENT_ROLES: readonly Role[] = ROLES.filter((role) => roleAllows(role, 'request:read_content'));

/**
 * Whether someone in one role may give, change or take away another: nobody deals in more than they hold, and only owners make owners.
 */
export function roleGrants(role: Role, granted: Role): boolean {
  return ROLE_PERMISSIONS[granted].every((permission) => roleAllows(role, permission)) && (granted !== 'owner' || role === 'owner');
}
