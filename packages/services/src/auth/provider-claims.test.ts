import { expect, test } from 'vitest';
import { claimsOfGitHub, readClaims } from './provider-claims.ts';

test.each([
  [true, true],
  ['true', true],
  [false, false],
  ['false', false],
  [null, false],
  [undefined, false],
])('email_verified %j counts as %s', (given, expected) => {
  expect(readClaims({ sub: '1', email: 'a@example.com', email_verified: given }).isEmailVerified).toBe(expected);
});

test('claims that name nobody, or say neither yes nor no, are refused', () => {
  expect(() => readClaims({ email: 'a@example.com' })).toThrow();
  expect(() => readClaims({ sub: '' })).toThrow();
  expect(() => readClaims({ sub: '1', email_verified: 1 })).toThrow();
});

test('of GitHub only the primary address counts, and only as verified as the list says', () => {
  const user = { id: 7, login: 'ada', name: null, email: 'public@example.com' };
  const other = { email: 'other@example.com', primary: false, verified: true };
  const claims = (verified: boolean) => readClaims(claimsOfGitHub(user, [other, { email: 'ada@example.com', primary: true, verified }]));
  expect(claims(true)).toEqual({ id: '7', name: 'ada', email: 'ada@example.com', isEmailVerified: true });
  expect(claims(false).isEmailVerified).toBe(false);
  expect(readClaims(claimsOfGitHub(user, [other]))).toMatchObject({ email: null, isEmailVerified: false });
});
