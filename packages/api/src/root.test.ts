import { PERMISSIONS } from '@tollgate/core/access/permission';
import { expect, test } from 'vitest';
import { listProcedures } from './list-procedures.ts';

const PUBLIC = ['invitation.read', 'invitation.signUp'];
const FOR_ANYONE_SIGNED_IN = ['account.get', 'account.listSessions', 'organization.listMine'];

test('every procedure states who may call it', () => {
  const procedures = listProcedures();
  expect(procedures.length).toBeGreaterThan(20);
  for (const { path, access } of procedures) expect([...PERMISSIONS, 'signed_in', 'own_account', 'public'], path).toContain(access);
});

test('only the procedures named here need no permission', () => {
  const byAccess = (wanted: string) => listProcedures().flatMap(({ path, access }) => (access === wanted ? [path] : []));
  expect(byAccess('public')).toEqual(PUBLIC);
  expect(byAccess('signed_in')).toEqual(FOR_ANYONE_SIGNED_IN);
  for (const path of byAccess('own_account')) expect(path).toMatch(/^account\.|^invitation\.accept$|^organization\.create$/);
});

test('a permission to read never guards a change, nor one to change a query', () => {
  for (const { path, type, access } of listProcedures()) {
    if (access === 'public') continue;
    const reads = access === 'signed_in' || access === 'request:read_content' || access?.endsWith(':read') === true;
    expect(reads, path).toBe(type !== 'mutation');
  }
});
