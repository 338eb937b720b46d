import { generateKeyPairSync } from 'node:crypto';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { jwtVerify } from 'jose';
import { afterAll, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest';
import { GoogleAccessTokens, NoAccessToken } from './google-access-token.ts';
import { createUpstreamPools } from './upstream-pools.ts';

const { privateKey, publicKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
const pem = privateKey.export({ type: 'pkcs8', format: 'pem' });

type Answer = (request: IncomingMessage, response: ServerResponse, form: URLSearchParams) => void;

let server: Server;
let tokenUri: string;
let answer: Answer;
let exchanges: URLSearchParams[];
let nowMs: number;
const pools = createUpstreamPools(true);

const give =
  (token: string, life = 3600): Answer =>
  (_, response) =>
    response.setHeader('content-type', 'application/json').end(JSON.stringify({ access_token: token, expires_in: life }));
const refuse =
  (status: number, body: string): Answer =>
  (_, response) =>
    response.writeHead(status).end(body);

beforeAll(async () => {
  server = createServer((request, response) => {
    let body = '';
    request.on('data', (part) => (body += String(part)));
    request.on('end', () => {
      const form = new URLSearchParams(body);
      exchanges.push(form);
      answer(request, response, form);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  tokenUri = `http://127.0.0.1:${(server.address() as AddressInfo).port}/token`;
});
afterAll(async () => {
  await pools.close();
  server.close();
});
beforeEach(() => {
  exchanges = [];
  nowMs = 1_800_000_000_000;
});

const tokens = (allowPrivate = true) => new GoogleAccessTokens({ pools, allowPrivate, now: () => nowMs });
const account = (more: object = {}) =>
  JSON.stringify({
    type: 'service_account',
    client_email: 'a@p.iam',
    private_key: pem,
    private_key_id: 'k1',
    token_uri: tokenUri,
    ...more,
  });
const failureOf = async (of: GoogleAccessTokens, secret: string) => {
  try {
    await of.get(secret);
  } catch (error) {
    if (error instanceof NoAccessToken) return error.error;
    throw error;
  }
  throw new Error('There is a token');
};

describe('an access token', () => {
  test('is exchanged for an assertion that the account signed', async () => {
    answer = give('t1');
    expect(await tokens().get(account())).toBe('t1');
    const form = exchanges[0];
    expect(form?.get('grant_type')).toBe('urn:ietf:params:oauth:grant-type:jwt-bearer');
    const { payload, protectedHeader } = await jwtVerify(form?.get('assertion') ?? '', publicKey, { currentDate: new Date(nowMs) });
    expect(protectedHeader).toEqual({ alg: 'RS256', typ: 'JWT', kid: 'k1' });
    expect(payload).toMatchObject({ iss: 'a@p.iam', aud: tokenUri, scope: 'https://www.googleapis.com/auth/cloud-platform' });
    expect((payload.exp ?? 0) - (payload.iat ?? 0)).toBe(3600);
  });

  test('is fetched once however many wait, and is then there without a promise', async () => {
    answer = give('t1');
    const kept = tokens();
    expect(await Promise.all([kept.get(account()), kept.get(account()), kept.get(account())])).toEqual(['t1', 't1', 't1']);
    expect(kept.get(account())).toBe('t1');
    expect(exchanges).toHaveLength(1);
  });

  test('is renewed before its end while calls go on with the old one', async () => {
    answer = give('t1');
    const kept = tokens();
    await kept.get(account());
    answer = give('t2');
    nowMs += (3600 - 299) * 1000;
    expect(kept.get(account())).toBe('t1');
    expect(kept.get(account())).toBe('t1');
    await vi.waitFor(() => expect(kept.get(account())).toBe('t2'));
    expect(exchanges).toHaveLength(2);
  });

  test('stays in use when its renewal fails, which is not tried again at once', async () => {
    answer = give('t1');
    const kept = tokens();
    await kept.get(account());
    answer = refuse(500, 'down');
    nowMs += (3600 - 200) * 1000;
    expect(kept.get(account())).toBe('t1');
    await vi.waitFor(() => expect(exchanges).toHaveLength(2));
    expect(kept.get(account())).toBe('t1');
    expect(exchanges).toHaveLength(2);
  });

  test('that has run out, or that was refused, is not used again', async () => {
    answer = give('t1');
    const kept = tokens();
    await kept.get(account());
    answer = give('t2');
    nowMs += 3600 * 1000;
    expect(await kept.get(account())).toBe('t2');
    answer = give('t3');
    kept.forget(account());
    expect(await kept.get(account())).toBe('t3');
  });

  test('of one account is not another’s', async () => {
    answer = (_, response, form) => give(form.get('assertion')?.split('.')[1] ?? '')(_, response, form);
    const kept = tokens();
    const [one, other] = await Promise.all([kept.get(account()), kept.get(account({ client_email: 'b@p.iam' }))]);
    expect(one).not.toBe(other);
    expect(kept.get(account())).toBe(one);
  });
});

describe('without a token', () => {
  test.each([
    [400, '{"error":"invalid_grant","error_description":"Invalid JWT Signature."}', 'auth'],
    [401, '{"error":"invalid_client"}', 'auth'],
    [429, '{}', 'rate_limited'],
    [503, '<html>', 'server_error'],
    [200, '{"id_token":"x"}', 'server_error'],
    [200, 'null', 'server_error'],
  ])('an answer %s %s is a failure of outcome %s, and the next call asks again', async (status, body, outcome) => {
    answer = refuse(status, body);
    const kept = tokens();
    expect((await failureOf(kept, account())).outcome).toBe(outcome);
    answer = give('t1');
    expect(await kept.get(account())).toBe('t1');
  });

  test('a connection that breaks is a failure of the connection', async () => {
    answer = (request) => request.socket.destroy();
    expect((await failureOf(tokens(), account())).outcome).toBe('connection');
  });

  test.each([
    ['not JSON', 'no'],
    ['no account', '{}'],
    ['no key', JSON.stringify({ client_email: 'a', private_key: 'b' })],
    ['null', 'null'],
  ])('a secret that is %s is the credential’s fault and asks nobody', async (_, secret) => {
    expect((await failureOf(tokens(), secret)).outcome).toBe('auth');
    expect(exchanges).toHaveLength(0);
  });

  test('an address inside the operator’s network is not dialled where that is forbidden', async () => {
    const error = await failureOf(tokens(false), account());
    expect(error).toMatchObject({ outcome: 'auth', message: expect.stringContaining('token_uri') });
    expect(exchanges).toHaveLength(0);
  });

  test('a metadata server is never dialled', async () => {
    expect((await failureOf(tokens(), account({ token_uri: 'http://169.254.169.254/token' }))).outcome).toBe('auth');
  });
});
