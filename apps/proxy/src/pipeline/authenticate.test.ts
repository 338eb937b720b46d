import { randomBytes } from 'node:crypto';
import { readKeyEncryptionKeys } from '@tollgate/secrets/key-encryption-key';
import { describe, expect, it } from 'vitest';
import { FailedKeyLimiter } from '../limits/failed-key-limiter.ts';
import { keyName, SnapshotStore, type DocumentSource } from '../snapshot/snapshot-store.ts';
import { authenticate } from './authenticate.ts';

const KEY = 'a-project-key-of-thirty-two-characters';
const NOW = Date.UTC(2026, 10, 20);
const HOUR_MS = 3_600_000;
const ADDRESS = '192.0.2.1';

const documents = new Map<string, string>([
  [
    `key:${keyName(KEY)}`,
    JSON.stringify({
      id: 'key_1',
      version: 1,
      organizationId: 'org_1',
      projectId: 'prj_1',
      memberId: null,
      name: 'app',
      status: 'active',
      expiresAtMs: null,
      limits: { requestsPerMinute: null, budget: null },
    }),
  ],
  [
    'project:prj_1',
    JSON.stringify({
      id: 'prj_1',
      organizationId: 'org_1',
      version: 1,
      slug: 'p',
      content: { keep: 'none', days: 1 },
      budgetStatus: 429,
      routes: [],
    }),
  ],
  ['organization:org_1', JSON.stringify({ id: 'org_1', version: 1, slug: 'o', dataKeys: [], credentials: [], priceOverrides: [] })],
]);
const present: DocumentSource = async (names) => names.map((name) => documents.get(name) ?? null);
const away: DocumentSource = () => Promise.reject(new Error('Redis does not answer'));

function newStore(source: DocumentSource): SnapshotStore {
  const keyEncryptionKeys = readKeyEncryptionKeys(randomBytes(32).toString('base64'));
  const store = new SnapshotStore({ source, keyEncryptionKeys, onUnreadable: () => undefined });
  store.lastContactMs = NOW;
  return store;
}

const limiter = () => new FailedKeyLimiter();
const bearer = (key: string) => ({ authorization: `Bearer ${key}` });
const at = (nowMs: number) => ({ nowMs, maxStaleMs: HOUR_MS });

function held(given: object = {}): SnapshotStore {
  const store = newStore(away);
  for (const [name, text] of documents)
    store.apply(name, name.startsWith('key:') ? JSON.stringify({ ...(JSON.parse(text) as object), ...given }) : text);
  return store;
}

describe('a caller', () => {
  it('with a key that is held is known at once, without Redis', () => {
    expect(authenticate(held(), bearer(KEY), ADDRESS, limiter(), at(NOW))).toMatchObject({ key: { document: { id: 'key_1' } } });
  });

  it('with a key that is not held is looked up with its project and organisation', async () => {
    expect(await authenticate(newStore(present), bearer(KEY), ADDRESS, limiter(), at(NOW))).toMatchObject({
      key: { document: { id: 'key_1' } },
      project: { document: { id: 'prj_1' } },
      organization: { document: { id: 'org_1' } },
    });
  });

  it('with a key that nobody knows is refused, and the second time without a look-up', async () => {
    const store = newStore(present);
    expect(await authenticate(store, bearer('no such key'), ADDRESS, limiter(), at(NOW))).toMatchObject({
      status: 401,
      code: 'invalid_api_key',
    });
    expect(authenticate(store, bearer('no such key'), ADDRESS, limiter(), at(NOW))).toMatchObject({ status: 401, code: 'invalid_api_key' });
  });

  it('whose key cannot be looked up is told to come back, not that the key is wrong', async () => {
    expect(await authenticate(newStore(away), bearer(KEY), ADDRESS, limiter(), at(NOW))).toMatchObject({
      status: 503,
      code: 'configuration_unavailable',
      retryAfterMs: expect.any(Number),
    });
  });

  it('is served from memory for as long as the snapshot may be stale, and no longer', () => {
    const store = held();
    expect(authenticate(store, bearer(KEY), ADDRESS, limiter(), at(NOW + HOUR_MS))).toHaveProperty('key');
    expect(authenticate(store, bearer(KEY), ADDRESS, limiter(), at(NOW + HOUR_MS + 1))).toMatchObject({ status: 503 });
  });

  it.each([
    [{ status: 'revoked' }, 'key_revoked'],
    [{ expiresAtMs: NOW }, 'key_expired'],
    [{ expiresAtMs: NOW - 1 }, 'key_expired'],
  ])('with a key that is %j is refused by name', (given, code) => {
    expect(authenticate(held(given), bearer(KEY), ADDRESS, limiter(), at(NOW))).toMatchObject({
      status: 401,
      code,
      message: expect.stringContaining('"app"'),
    });
  });

  it('with a key that expires later is known until then', () => {
    expect(authenticate(held({ expiresAtMs: NOW + 1 }), bearer(KEY), ADDRESS, limiter(), at(NOW))).toHaveProperty('key');
  });

  it('that tries many unknown keys is turned away without look-ups, and a key that is held is served even from there', async () => {
    let asked = 0;
    const store = newStore(async (names) => {
      asked++;
      return present(names);
    });
    const failed = limiter();
    await authenticate(store, bearer(KEY), ADDRESS, failed, at(NOW));
    asked = 0;
    const statuses: number[] = [];
    for (let i = 0; i < 300; i++) {
      const answer = await authenticate(store, bearer(`guess-${i}`), ADDRESS, failed, at(NOW));
      statuses.push('status' in answer ? answer.status : 200);
    }
    expect(statuses.filter((status) => status === 401)).toHaveLength(120);
    expect(statuses.filter((status) => status === 429)).toHaveLength(180);
    expect(asked).toBe(120);
    expect(authenticate(store, bearer(KEY), ADDRESS, failed, at(NOW))).toHaveProperty('key');
  });
});

describe('a key', () => {
  it.each([
    [{ authorization: `Bearer ${KEY}` }],
    [{ authorization: `bearer  ${KEY} ` }],
    [{ 'x-api-key': KEY }],
    [{ 'x-goog-api-key': KEY }],
    [{ 'api-key': KEY }],
    [{ authorization: 'Basic dTpw', 'x-api-key': KEY }],
  ])('is read from %j', (headers) => {
    expect(authenticate(held(), headers, ADDRESS, limiter(), at(NOW))).toHaveProperty('key');
  });

  it.each([[{}], [{ authorization: 'Bearer' }], [{ authorization: KEY }], [{ 'x-api-key': '' }]])('is not found in %j', (headers) => {
    expect(authenticate(held(), headers, ADDRESS, limiter(), at(NOW))).toMatchObject({
      status: 401,
      code: 'invalid_api_key',
      message: expect.stringContaining('No project key was given'),
    });
  });
});
