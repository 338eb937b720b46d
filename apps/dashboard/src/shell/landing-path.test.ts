import { ROLES } from '@tollgate/core/access/permission';
import { expect, test } from 'vitest';
import { landingPath } from './landing-path.ts';

test('finance starts with the costs, everyone else with the overview', () => {
  expect(ROLES.filter((role) => landingPath(role) === '/costs')).toEqual(['finance']);
  expect(landingPath(undefined)).toBe('/overview');
});
