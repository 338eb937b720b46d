/** What a person can be in an organisation. One role per membership. */
export const ROLES = ['owner', 'admin', 'developer', 'prompt_editor', 'finance', 'auditor', 'viewer'] as const;
export type Role = (typeof ROLES)[number];

/** `<entity>:<verb>`; every procedure names exactly one. */
export const PERMISSIONS = [
  'organization:read',
  'organization:update',
  'member:read',
  'project:read',
  'project:create',
  'project:update',
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
  'spend:read',
  'price:read',
  'price:update',
] as const;
export type Permission = (typeof PERMISSIONS)[number];

const EVERYTHING: readonly Permission[] = PERMISSIONS;
const READ_METADATA: readonly Permission[] = [
  'organization:read',
  'member:read',
  'project:read',
  'api_key:read',
  'credential:read',
  'route:read',
  'request:read',
  'spend:read',
  'price:read',
];

/** Finance sees money, never prompts; an auditor sees all settings and no content; a viewer sees no money. */
export const ROLE_PERMISSIONS: Record<Role, readonly Permission[]> = {
  owner: EVERYTHING,
  admin: EVERYTHING,
  developer: [
    ...READ_METADATA,
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
  prompt_editor: ['organization:read', 'project:read', 'route:read', 'request:read', 'request:read_content', 'price:read'],
  finance: ['organization:read', 'member:read', 'project:read', 'api_key:read', 'spend:read', 'price:read', 'price:update', 'request:read'],
  auditor: READ_METADATA,
  viewer: ['organization:read', 'project:read', 'route:read', 'request:read', 'price:read'],
};

export function roleAllows(role: Role, permission: Permission): boolean {
  return ROLE_PERMISSIONS[role].includes(permission);
}
