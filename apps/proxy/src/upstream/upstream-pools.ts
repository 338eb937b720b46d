import { lookup, type LookupAddress } from 'node:dns';
import type { LookupFunction } from 'node:net';
import { isNeverDialledAddress } from '@tollgate/core/egress/is-never-dialled-address';
import { isPrivateAddress } from '@tollgate/core/egress/is-private-address';
import { LRUCache } from 'lru-cache';
import { Pool } from 'undici';

const MAX_ORIGINS = 500;
const CONNECT_TIMEOUT_MS = 3000;
/** A stream holds a connection for as long as it lasts. */
const CONNECTIONS_PER_ORIGIN = 4096;

/** Connections to upstreams, one pool an origin, kept open between calls. */
export type UpstreamPools = { pool(origin: string, isOperators: boolean): Pool; close(): Promise<void> };

/**
 * @param allowPrivate whether addresses inside the operator's network may be dialled for tenants; metadata services and the like never
 * are. The address is checked after the name is resolved and that very address is connected to, so a name cannot change its mind.
 */
export function createUpstreamPools(allowPrivate: boolean): UpstreamPools {
  const pools = new LRUCache<string, Pool>({
    max: MAX_ORIGINS,
    // Calls under way finish; the pool then goes.
    dispose: (pool) => void pool.close().catch(() => undefined),
  });
  return {
    pool(origin, isOperators) {
      const name = isOperators ? `operator ${origin}` : origin;
      let pool = pools.get(name);
      if (!pool) {
        pool = new Pool(origin, {
          connections: CONNECTIONS_PER_ORIGIN,
          pipelining: 1,
          allowH2: false,
          keepAliveTimeout: 30_000,
          // First-byte, idle and total limits are ours; undici's would fire a second time.
          headersTimeout: 0,
          bodyTimeout: 0,
          connect: {
            timeout: CONNECT_TIMEOUT_MS,
            lookup: guardedLookup(allowPrivate || isOperators ? isNeverDialledAddress : isPrivateAddress),
          },
        });
        pools.set(name, pool);
      }
      return pool;
    },
    async close() {
      await Promise.all([...pools.values()].map((pool) => pool.destroy()));
    },
  };
}

function guardedLookup(isForbidden: (address: string) => boolean): LookupFunction {
  return (hostname, options, callback) => {
    lookup(
      hostname,
      { all: true, verbatim: true, family: options.family ?? 0, hints: options.hints ?? 0 },
      (error: NodeJS.ErrnoException | null, addresses: LookupAddress[]) => {
        if (error) return callback(error, '', 0);
        if (addresses.some(({ address }) => isForbidden(address))) {
          return callback(
            Object.assign(new Error(`${hostname} resolves to an address inside the operator's network`), { code: 'EPRIVATE' }),
            '',
            0,
          );
        }
        const first = addresses[0];
        if (options.all === true) return callback(null, addresses as unknown as string, 0);
        return callback(null, first?.address ?? '', first?.family ?? 0);
      },
    );
  };
}
