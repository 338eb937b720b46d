import { expect, test } from 'vitest';
import { cookieName, cookieOptions } from './cookies.ts';

test('over https a cookie is bound to its host, and never sent without encryption', () => {
  expect(cookieName('session', 'https://gate.example.com')).toBe('__Host-tollgate-session');
  expect(cookieOptions(60, 'https://gate.example.com')).toEqual({ httpOnly: true, sameSite: 'lax', path: '/', secure: true, maxAge: 60 });
});

test('two instances on one machine have cookies of their own', () => {
  expect(cookieName('session', 'http://localhost:3000')).not.toBe(cookieName('session', 'http://localhost:3100'));
  expect(cookieOptions(60, 'http://localhost:3000').secure).toBe(false);
});
