import { Redis } from 'ioredis';

export type { Redis };

/**
 * A connection that fails fast: a command on a Redis that does not answer rejects after `commandTimeoutMs` instead of queueing, so
 * that callers can take their other way.
 */
export function connectRedis(url: string, options: { commandTimeoutMs?: number; name: string }): Redis {
  const redis = new Redis(url, {
    connectionName: options.name,
    enableOfflineQueue: false,
    lazyConnect: false,
    maxRetriesPerRequest: 0,
    connectTimeout: 1000,
    retryStrategy: (times) => Math.min(50 * times, 500),
    ...(options.commandTimeoutMs === undefined ? {} : { commandTimeout: options.commandTimeoutMs }),
  });
  // Without a listener an outage would crash the process; whoever sends a command learns of it from its rejection.
  redis.on('error', () => undefined);
  return redis;
}
