import { expect, test } from 'vitest';
import { apiKeyStatus } from './api-key-status.ts';

const NOW = Date.UTC(2026, 0, 15);
const day = (days: number) => new Date(NOW + days * 86_400_000);

test.each([
  ['active', { revokedAt: null, expiresAt: null, rotatedToId: null }],
  ['active', { revokedAt: null, expiresAt: day(8), rotatedToId: null }],
  ['expiring', { revokedAt: null, expiresAt: day(7), rotatedToId: null }],
  ['expiring', { revokedAt: null, expiresAt: day(20), rotatedToId: 'key_2' }],
  ['expired', { revokedAt: null, expiresAt: day(0), rotatedToId: 'key_2' }],
  ['revoked', { revokedAt: day(-1), expiresAt: day(-2), rotatedToId: null }],
] as const)('a key is %s with %o', (status, key) => {
  expect(apiKeyStatus(key, NOW)).toBe(status);
});
