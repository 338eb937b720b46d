import { adapterFor } from '@tollgate/providers/registry';
import { expect, test } from 'vitest';
import { authorize } from './authorize.ts';
import { NoAccessToken, type GoogleAccessTokens } from './google-access-token.ts';
import type { UpstreamTarget } from './target.ts';

const tokensOf = (get: () => string | Promise<string>) => ({ get }) as unknown as GoogleAccessTokens;
const NONE = tokensOf(() => expect.fail('No token is wanted'));

function prove(provider: string, settings: Record<string, string>, tokens = NONE, timeoutMs = 1_000) {
  const authentication = adapterFor(provider)?.authentication(settings);
  if (authentication === undefined) throw new Error(provider);
  const target = { authentication, settings, secret: 'secret', origin: 'https://host.example' } as unknown as UpstreamTarget;
  const headers: Record<string, string> = { 'content-type': 'application/json' };
  return { headers, result: authorize(tokens, target, { method: 'POST', path: '/x', headers, body: '{}' }, timeoutMs) };
}

test('a key is there at once', () => {
  expect(prove('openai', {})).toEqual({
    headers: { 'content-type': 'application/json', authorization: 'Bearer secret' },
    result: null,
  });
});

test('an access key signs for its region', () => {
  const settings = { region: 'eu-west-1', access_key_id: 'AKIDEXAMPLE' };
  const { headers, result } = prove('bedrock', settings);
  expect(result).toBeNull();
  expect(headers['authorization']).toMatch(/^AWS4-HMAC-SHA256 Credential=AKIDEXAMPLE\/\d{8}\/eu-west-1\/bedrock\/aws4_request, /);
  expect(headers).not.toHaveProperty('x-amz-security-token');
});

test('a token that is there is there at once; one that is not is waited for', async () => {
  expect(
    prove(
      'vertex',
      {},
      tokensOf(() => 't'),
    ).headers['authorization'],
  ).toBe('Bearer t');
  const { headers, result } = prove(
    'vertex',
    {},
    tokensOf(() => Promise.resolve('t')),
  );
  expect(result).toBeInstanceOf(Promise);
  expect(await result).toBeNull();
  expect(headers['authorization']).toBe('Bearer t');
});

test('a token that cannot be had is a failure of the attempt, and so is one that takes too long', async () => {
  const error = { outcome: 'auth', message: 'no', code: null, retryAfterMs: null } as const;
  expect(
    await prove(
      'vertex',
      {},
      tokensOf(() => Promise.reject(new NoAccessToken(error))),
    ).result,
  ).toBe(error);
  expect(
    await prove(
      'vertex',
      {},
      tokensOf(() => new Promise(() => undefined)),
      5,
    ).result,
  ).toMatchObject({ outcome: 'timeout' });
});
