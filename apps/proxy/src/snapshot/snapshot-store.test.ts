import { randomBytes } from 'node:crypto';
import { documentFromFallbackList } from '@tollgate/core/routing/document';
import { createDataKey, credentialContext, openDataKey, seal } from '@tollgate/secrets/envelope';
import { readKeyEncryptionKeys } from '@tollgate/secrets/key-encryption-key';
import { describe, expect, it } from 'vitest';
import { SnapshotStore, type DocumentSource } from './snapshot-store.ts';

const KEYS = readKeyEncryptionKeys(randomBytes(32).toString('base64'));
const nowhere: DocumentSource = () => Promise.reject(new Error('Redis does not answer'));

function newStore(source: DocumentSource = nowhere) {
  const unreadable: string[] = [];
  const store = new SnapshotStore({ source, keyEncryptionKeys: KEYS, onUnreadable: (what) => unreadable.push(what) });
  return { store, unreadable };
}

function key(version: number, given: object = {}): string {
  return JSON.stringify({
    id: 'key_1',
    version,
    organizationId: 'org_1',
    projectId: 'prj_1',
    memberId: null,
    name: `v${version}`,
    status: 'active',
    expiresAtMs: null,
    limits: { requestsPerMinute: null, budget: null },
    ...given,
  });
}

function project(version: number, routes: object[] = []): string {
  return JSON.stringify({
    id: 'prj_1',
    organizationId: 'org_1',
    version,
    slug: 'default',
    content: { keep: 'none', days: 1 },
    budgetStatus: 429,
    routes,
  });
}

const catalogue = (version: number, input: string): string =>
  JSON.stringify({
    version,
    prices: [
      { id: `p@${version}`, provider: 'openai', model: 'gpt', effectiveFrom: '2025-01-01', source: 's', rates: { input, output: '1' } },
    ],
  });

function organization(version: number, secrets: Record<string, string> = {}): string {
  const sealed = createDataKey(KEYS, 'org_1', 1);
  const dataKey = openDataKey(KEYS, sealed, 'org_1', 1);
  const credentials = Object.entries(secrets).map(([name, secret]) => ({
    id: `crd_${name}`,
    name,
    provider: 'openai',
    baseUrl: null,
    isDefault: name === 'main',
    secret: { keyVersion: 1, ...seal(dataKey, Buffer.from(secret), credentialContext('org_1', `crd_${name}`, 'openai')) },
  }));
  return JSON.stringify({ id: 'org_1', version, slug: 'org', dataKeys: [{ version: 1, ...sealed }], credentials, priceOverrides: [] });
}

describe('documents as they come', () => {
  it('replace older ones and are never replaced by them', () => {
    const { store } = newStore();
    store.apply('key:h', key(2));
    store.apply('key:h', key(1));
    expect(store.key('h')?.document.name).toBe('v2');
    store.apply('key:h', key(3));
    expect(store.key('h')?.document.name).toBe('v3');
  });

  it('count as a change only when they are one', () => {
    const { store } = newStore();
    store.apply('key:h', key(2));
    const { generation } = store;
    store.apply('key:h', key(2));
    store.apply('key:h', key(1));
    expect(store.generation).toBe(generation);
    store.apply('key:h', key(3));
    expect(store.generation).toBeGreaterThan(generation);
  });

  it('that are withdrawn make a key unknown, until it is announced again', () => {
    const { store } = newStore();
    store.apply('key:h', key(5));
    store.apply('key:h', null);
    expect([store.key('h'), store.isUnknownKey('h'), store.holds('key:h')]).toEqual([undefined, true, false]);
    store.expect('key:h');
    expect(store.isUnknownKey('h')).toBe(false);
    store.apply('key:h', key(1));
    expect(store.key('h')?.document.name).toBe('v1');
    expect(store.isUnknownKey('h')).toBe(false);
  });

  it('take projects and organisations along, but never the prices', () => {
    const { store } = newStore();
    store.apply('catalogue:', catalogue(1, '5'));
    store.apply('project:prj_1', project(1));
    store.apply('organization:org_1', organization(1));
    for (const name of store.heldNames()) store.apply(name, null);
    expect([store.project('prj_1'), store.organization('org_1'), store.catalogue.length]).toEqual([undefined, undefined, 1]);
  });

  it.each([
    ['not JSON', '{'],
    ['of another shape', '{"version":9}'],
    ['without a version', '{}'],
    ['nothing', 'null'],
    ['with a budget that is no number', key(9, { limits: { requestsPerMinute: null, budget: { pico: '-1', per: 'month' } } })],
  ])('that are %s are reported and leave what was held', (_what, text) => {
    const { store, unreadable } = newStore();
    store.apply('key:h', key(2));
    store.apply('key:h', text);
    expect(store.key('h')?.document.name).toBe('v2');
    expect(unreadable).toEqual(['document key:h']);
    store.apply('key:h', key(3));
    expect(store.key('h')?.document.name).toBe('v3');
  });

  it('bring new prices to every organisation that is held', () => {
    const { store } = newStore();
    store.apply('organization:org_1', organization(1));
    expect(store.organization('org_1')?.prices.find('openai', 'gpt', Date.UTC(2026, 1))).toBeNull();
    store.apply('catalogue:', catalogue(1, '5'));
    expect(store.organization('org_1')?.prices.find('openai', 'gpt', Date.UTC(2026, 1))?.rates.input).toBe('5');
    store.apply('catalogue:', catalogue(2, '7'));
    expect(store.organization('org_1')?.prices.find('openai', 'gpt', Date.UTC(2026, 1))?.rates.input).toBe('7');
  });

  it('keep the routes that compile when one does not', () => {
    const { store } = newStore();
    const good = { name: 'good', version: 1, document: documentFromFallbackList([{ credential: 'sim', model: 'echo' }]) };
    const bad = { name: 'bad', version: 1, document: { formatVersion: 1, nodes: [{ id: 's', kind: 'start' }], edges: [] } };
    store.apply('project:prj_1', project(1, [bad, good]));
    expect([...(store.project('prj_1')?.routes.keys() ?? [])]).toEqual(['good']);
  });
});

describe('credentials', () => {
  it('are opened once, and one that does not open is left out and named, never sent empty', () => {
    const { store, unreadable } = newStore();
    const document = JSON.parse(organization(1, { main: 'sk-1', other: 'sk-2' })) as { credentials: { secret: { ciphertext: string } }[] };
    const [main, other] = document.credentials;
    if (!main || !other) throw new Error('Two credentials were made');
    // Swapped: each is bound to its own credential.
    [main.secret, other.secret] = [other.secret, main.secret];
    store.apply('organization:org_1', JSON.stringify(document));
    expect(store.organization('org_1')?.credentialsByName.size).toBe(0);
    expect(unreadable).toEqual(['crd_main', 'crd_other']);
    store.apply('organization:org_1', organization(2, { main: 'sk-1', other: 'sk-2' }));
    expect(store.organization('org_1')?.credentialsByName.get('other')?.secret).toBe('sk-2');
    expect(store.organization('org_1')?.defaultByProvider.get('openai')?.secret).toBe('sk-1');
  });

  it('of another organisation, put under this one, do not open', () => {
    const { store, unreadable } = newStore();
    store.apply('organization:org_2', organization(1, { main: 'sk-1' }).replaceAll('org_1', 'org_2'));
    expect(store.organization('org_2')?.credentialsByName.size).toBe(0);
    expect(unreadable).toEqual(['data key 1 of org_2', 'crd_main']);
  });
});

describe('what was learnt about a key', () => {
  const budget = (pico: string) => ({ limits: { requestsPerMinute: 60, budget: { pico, per: 'month' } } });

  it('outlives a new document with the same limits, and not one with others', () => {
    const { store } = newStore();
    store.apply('key:h', key(1, budget('5000')));
    const runtime = store.key('h');
    if (!runtime) throw new Error('The key is held');
    runtime.lastRemainingNano = 2;
    runtime.rateLimitedUntilMs = 77;
    store.apply('key:h', key(2, budget('5000')));
    expect(store.key('h')).toMatchObject({ lastRemainingNano: 2, rateLimitedUntilMs: 77 });
    store.apply('key:h', key(3, budget('6000')));
    expect(store.key('h')).toMatchObject({ budgetNano: 6, lastRemainingNano: null, rateLimitedUntilMs: 77 });
  });

  it('is a limit rounded down to whole nano-dollars and no larger than can be counted', () => {
    const { store } = newStore();
    store.apply('key:h', key(1, budget('5999')));
    expect(store.key('h')?.budgetNano).toBe(5);
    store.apply('key:h', key(2, budget('9'.repeat(24))));
    expect(store.key('h')?.budgetNano).toBe(Number.MAX_SAFE_INTEGER);
  });

  it('is handed out once as last used', () => {
    const { store } = newStore();
    store.markUsed('key_1', 5);
    store.markUsed('key_1', 9);
    expect(store.takeUsedKeys()).toEqual([['key_1', 9]]);
    expect(store.takeUsedKeys()).toEqual([]);
  });
});

describe('what is not held', () => {
  it('is asked for once, however many requests wait for it', async () => {
    let asked = 0;
    const { store } = newStore(async (names) => {
      asked++;
      return names.map(() => key(1));
    });
    await Promise.all(Array.from({ length: 100 }, () => store.load('key:h')));
    expect([asked, store.key('h')?.document.name]).toEqual([1, 'v1']);
  });

  it('is not unknown when the source cannot be reached', async () => {
    const { store } = newStore();
    await expect(store.load('key:h')).rejects.toThrow();
    expect(store.isUnknownKey('h')).toBe(false);
    await expect(store.load('key:h')).rejects.toThrow();
  });

  it('is remembered as unknown in bounded memory', async () => {
    const { store } = newStore(async (names) => names.map(() => null));
    for (let i = 0; i < 101_000; i++) store.apply(`key:${i}`, null);
    expect([store.isUnknownKey('0'), store.isUnknownKey('100999')]).toEqual([false, true]);
    expect(store.heldNames()).toEqual([]);
    store.expectAll();
    expect(store.isUnknownKey('100999')).toBe(false);
  });
});

it('memory is bounded: beyond a hundred thousand keys the ones longest unused go, with their texts', () => {
  const { store } = newStore();
  const text = key(1);
  for (let i = 0; i < 100_010; i++) {
    store.apply(`key:${i}`, text);
    store.key('0');
  }
  expect(store.heldNames()).toHaveLength(100_000);
  expect([store.key('0') === undefined, store.key('1'), store.holds('key:1')]).toEqual([false, undefined, false]);
});
