import { describe, expect, it } from 'vitest';
import { CONTENT_ROLES, PERMISSIONS, ROLES, ROLE_PERMISSIONS, roleAllows, roleGrants } from './permission.ts';

describe('roles', () => {
  it('give the owner everything', () => {
    for (const permission of PERMISSIONS) expect(roleAllows('owner', permission)).toBe(true);
  });

  it('never show prompts or answers to finance, an auditor or a viewer', () => {
    for (const role of ['finance', 'auditor', 'viewer'] as const) expect(roleAllows(role, 'request:read_content')).toBe(false);
  });

  it('show finance the money and let it set prices', () => {
    expect([roleAllows('finance', 'spend:read'), roleAllows('finance', 'price:update')]).toEqual([true, true]);
  });

  it('let an auditor and a viewer change nothing but what is their own: files they take, views they keep, that they belong', () => {
    for (const role of ['auditor', 'viewer'] as const)
      expect(ROLE_PERMISSIONS[role].filter((permission) => !permission.endsWith(':read')).sort()).toEqual([
        'organization:leave',
        'request:export',
        'saved_view:update',
      ]);
  });

  it('show a viewer no money', () => {
    expect(roleAllows('viewer', 'spend:read')).toBe(false);
  });

  it('keep credentials from everyone who does not build with them', () => {
    const holders = ROLES.filter((role) =>
      PERMISSIONS.some((permission) => /^credential:(?!read)/.test(permission) && roleAllows(role, permission)),
    );
    expect(holders).toEqual(['owner', 'admin', 'developer']);
  });

  it('hold only known permissions, each once', () => {
    for (const role of ROLES) {
      expect(ROLE_PERMISSIONS[role].filter((permission) => !PERMISSIONS.includes(permission))).toEqual([]);
      expect(new Set(ROLE_PERMISSIONS[role]).size).toBe(ROLE_PERMISSIONS[role].length);
    }
  });

  it('let whoever may change something also read it', () => {
    for (const role of ROLES) {
      for (const permission of ROLE_PERMISSIONS[role]) {
        const read = PERMISSIONS.find((candidate) => candidate === `${permission.split(':')[0]}:read`);
        expect(read === undefined || roleAllows(role, read)).toBe(true);
      }
    }
  });

  it('let everyone leave, and nobody but an owner give the organisation away or end it', () => {
    for (const role of ROLES) {
      expect(roleAllows(role, 'organization:leave')).toBe(true);
      for (const permission of ['organization:transfer', 'organization:delete'] as const)
        expect(roleAllows(role, permission)).toBe(role === 'owner');
    }
  });

  it('show the audit log to owners, admins and auditors alone', () => {
    expect(ROLES.filter((role) => roleAllows(role, 'audit:read'))).toEqual(['owner', 'admin', 'auditor']);
  });

  it('are granted by those alone who hold all that they give', () => {
    expect(ROLES.filter((role) => roleGrants(role, 'owner'))).toEqual(['owner']);
    expect(ROLES.filter((granted) => roleGrants('admin', granted))).toEqual(ROLES.filter((role) => role !== 'owner'));
    for (const role of ROLES) {
      for (const granted of ROLES.filter((candidate) => roleGrants(role, candidate)))
        expect(ROLE_PERMISSIONS[granted].filter((permission) => !roleAllows(role, permission))).toEqual([]);
    }
  });

  it('that may read content are those an organisation chooses from, never finance', () => {
    expect(CONTENT_ROLES).toEqual(['owner', 'admin', 'developer', 'prompt_editor']);
  });

  it('leave no permission that nobody holds', () => {
    for (const permission of PERMISSIONS) expect(ROLES.some((role) => roleAllows(role, permission))).toBe(true);
  });
});
