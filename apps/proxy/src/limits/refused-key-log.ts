import type { IncomingMessage } from 'node:http';
import { callerNetwork } from '@tollgate/core/net/network-of';
import type { Redis } from '@tollgate/redis/client';
import { writeRefusedKey, type RefusedKey, type RefusedKeyScope } from '@tollgate/redis/refused-keys';
import { refusedKeyHint } from '@tollgate/secrets/api-key';
import { saltedName, type KeyEncryptionKeys } from '@tollgate/secrets/key-encryption-key';
import type { Refusal } from '../http/refusal.ts';
import { readKey } from '../pipeline/authenticate.ts';
import { keyName, type SnapshotStore } from '../snapshot/snapshot-store.ts';

/** Enough for people who set up their first client; a flood of wrong keys is not written down. */
const MOST_A_SECOND = 20;

const REASONS: Readonly<Record<string, RefusedKey['reason']>> = {
  invalid_api_key: 'unknown',
  key_revoked: 'revoked',
  key_expired: 'expired',
};

/**
 * Tells the dashboard what key was refused last, so that whoever waits for their first request learns why it does not come. A known key
 * is told to its project. An unknown one is told under the salted name of the caller's network and of the key's hint: who browses from
 * there, or has a key that looks the same, is who sent it.
 */
export class RefusedKeyLog {
  readonly #redis: Redis;
  readonly #store: SnapshotStore;
  readonly #keys: KeyEncryptionKeys;
  #second = 0;
  #written = 0;

  constructor(options: { redis: Redis; store: SnapshotStore; keyEncryptionKeys: KeyEncryptionKeys }) {
    this.#redis = options.redis;
    this.#store = options.store;
    this.#keys = options.keyEncryptionKeys;
  }

  /** Returns at once and never fails; what cannot be written now is not written. */
  note(incoming: IncomingMessage, refusal: Refusal, nowMs: number): void {
    const reason = REASONS[refusal.code];
    if (reason === undefined || this.#redis.status !== 'ready' || !this.#take(nowMs)) return;
    const key = readKey(incoming.headers);
    const known = key === null ? undefined : this.#store.key(keyName(key))?.document;
    const hint = key === null ? null : refusedKeyHint(key);
    const refused: RefusedKey = {
      reason: key === null ? 'missing' : reason,
      atMs: nowMs,
      hint,
      keyName: known?.name ?? null,
    };
    const scopes: RefusedKeyScope[] =
      known === undefined
        ? this.#scopesOfUnknown(incoming.socket.remoteAddress ?? '', hint)
        : [{ scope: 'project', name: known.projectId }];
    void writeRefusedKey(this.#redis, refused, scopes).catch(() => undefined);
  }

  #scopesOfUnknown(address: string, hint: string | null): RefusedKeyScope[] {
    const scopes: RefusedKeyScope[] = [{ scope: 'address', name: saltedName(this.#keys, 'address', callerNetwork(address)) }];
    if (hint !== null) scopes.push({ scope: 'hint', name: saltedName(this.#keys, 'hint', hint) });
    return scopes;
  }

  #take(nowMs: number): boolean {
    const second = Math.floor(nowMs / 1000);
    if (second !== this.#second) {
      this.#second = second;
      this.#written = 0;
    }
    return ++this.#written <= MOST_A_SECOND;
  }
}
