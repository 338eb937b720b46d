import type { Redis } from './client.ts';
import { refusedKeyKey } from './keys.ts';

const LIVES_S = 600;

/** A request that was turned away for its key. Never the key: `hint` is what may be shown of it. */
export type RefusedKey = {
  reason: 'missing' | 'unknown' | 'revoked' | 'expired';
  /** Epoch milliseconds. */
  atMs: number;
  hint: string | null;
  /** Of a key that is known; `null` otherwise. */
  keyName: string | null;
};

/** Whose page may show it: a project's id, or the salted name of an address or a hint. */
export type RefusedKeyScope = { scope: 'project' | 'address' | 'hint'; name: string };

/** Keeps the last refusal under each of its scopes for 10 minutes. */
export async function writeRefusedKey(redis: Redis, refused: RefusedKey, scopes: readonly RefusedKeyScope[]): Promise<void> {
  const text = JSON.stringify(refused);
  await Promise.all(scopes.map(({ scope, name }) => redis.set(refusedKeyKey(scope, name), text, 'EX', LIVES_S)));
}

/** The newest refusal of any of the scopes. */
export async function readRefusedKey(redis: Redis, scopes: readonly RefusedKeyScope[]): Promise<RefusedKey | null> {
  // One by one, because a cluster keeps them in different places.
  const texts = await Promise.all(scopes.map(({ scope, name }) => redis.get(refusedKeyKey(scope, name))));
  const refusals = texts.filter((text) => text !== null).map((text) => JSON.parse(text) as RefusedKey);
  return refusals.sort((one, other) => other.atMs - one.atMs)[0] ?? null;
}
