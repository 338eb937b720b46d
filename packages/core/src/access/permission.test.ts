import { describe, expect, it } from 'vitest';
import { PERMISSIONS, ROLES, ROLE_PERMISSIONS, roleAllows } from './permission.ts';

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

  it('let an auditor and a viewer change nothing', () => {
    for (const role of ['auditor', 'viewer'] as const)
      expect(ROLE_PERMISSIONS[role].filter((permission) => !permission.endsWith(':read'))).toEqual([]);
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

  it('leave no permission that nobody holds', () => {
    for (const permission of PERMISSIONS) expect(ROLES.some((role) => roleAllows(role, permission))).toBe(true);
  });
});
