import { expect, test } from 'vitest';
import { securityHeaders } from './security-headers.ts';

const production = { nonce: 'abc', isDevelopment: false, isSecure: true };
const policyOf = (question: Parameters<typeof securityHeaders>[0]): Map<string, string> =>
  new Map(
    (securityHeaders(question)['content-security-policy'] ?? '').split('; ').map((part) => {
      const [name = '', ...values] = part.split(' ');
      return [name, values.join(' ')];
    }),
  );

test('scripts need the nonce of their answer, whatever else they are', () => {
  const scripts = policyOf(production).get('script-src') ?? '';
  expect(scripts).toContain(`'nonce-abc'`);
  expect(scripts).not.toMatch(/unsafe|\*|https?:|data:/);
  expect(policyOf(production).get('style-src-elem')).toBe(`'self' 'nonce-abc'`);
  expect(policyOf(production).get('frame-ancestors')).toBe(`'none'`);
});

test('https is demanded for two years where browsers come by https, and never where they do not', () => {
  expect(securityHeaders(production)['strict-transport-security']).toBe('max-age=63072000; includeSubDomains');
  expect(policyOf(production).has('upgrade-insecure-requests')).toBe(true);
  const plain = { ...production, isSecure: false };
  expect(securityHeaders(plain)).not.toHaveProperty('strict-transport-security');
  expect(policyOf(plain).has('upgrade-insecure-requests')).toBe(false);
});
