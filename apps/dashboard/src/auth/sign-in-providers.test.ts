import { expect, test } from 'vitest';
import { listSignInProviders, providerOrigins } from './sign-in-providers.ts';

const everything = {
  AUTH_GITHUB_ID: 'a',
  AUTH_GITHUB_SECRET: 'b',
  AUTH_GOOGLE_ID: 'c',
  AUTH_GOOGLE_SECRET: 'd',
  AUTH_OIDC_ISSUER: 'https://id.example.com/realm',
  AUTH_OIDC_ID: 'e',
  AUTH_OIDC_SECRET: 'f',
};

test('a provider is offered once all of its settings are there', () => {
  expect(listSignInProviders({})).toEqual([]);
  expect(listSignInProviders({ ...everything, AUTH_OIDC_NAME: 'Acme ID' })).toEqual([
    { id: 'github', name: 'GitHub' },
    { id: 'google', name: 'Google' },
    { id: 'oidc', name: 'Acme ID' },
  ]);
  for (const name of Object.keys(everything)) expect(listSignInProviders({ ...everything, [name]: '' })).toHaveLength(2);
});

test('forms lead to the providers that are offered, and to no path of theirs in particular', () => {
  expect(providerOrigins(everything)).toEqual(['https://github.com', 'https://accounts.google.com', 'https://id.example.com']);
  expect(providerOrigins({ AUTH_OIDC_ISSUER: "https://evil.example.com; script-src 'unsafe-inline'" })).toEqual([]);
  expect(providerOrigins({ ...everything, AUTH_OIDC_ISSUER: 'no address' })).toHaveLength(2);
});
