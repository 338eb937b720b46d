import { describe, expect, it } from 'vitest';
import { isSameOrigin } from './is-same-origin.ts';

describe('isSameOrigin', () => {
  it.each([
    ['our own page', { origin: 'http://localhost:3000', host: 'localhost:3000' }, true],
    ['another site', { origin: 'https://evil.test', host: 'localhost:3000' }, false],
    ['our host on another port', { origin: 'http://localhost:9999', host: 'localhost:3000' }, false],
    ['the public address behind a proxy', { origin: 'https://gate.acme.test', host: 'dashboard:3000' }, true],
    ['an opaque origin', { origin: 'null', host: 'localhost:3000' }, false],
    ['a browser that hides the origin', { 'sec-fetch-site': 'cross-site', host: 'localhost:3000' }, false],
    ['a client that is no browser', { host: 'localhost:3000' }, true],
  ])('%s', (_title, headers, expected) => {
    expect(isSameOrigin(new Headers(headers as Record<string, string>), 'https://gate.acme.test')).toBe(expected);
  });
});
