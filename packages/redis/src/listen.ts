import type { Redis } from './client.ts';

/** Told of every message, and with `null` that some may have been missed because the connection was away. */
export type Listener = (message: string | null) => void;

type Hub = { connection: Redis; listeners: Map<string, Set<Listener>>; close(): void };

/** One subscribed connection beside each ordinary one, however many listen; it goes with the last listener. */
const hubs = new WeakMap<Redis, Hub>();

/** Listens on a channel until the returned function is called. Reconnects by itself. */
export function listen(redis: Redis, channel: string, listener: Listener): () => void {
  const hub = hubs.get(redis) ?? openHub(redis);
  const known = hub.listeners.get(channel);
  if (known) known.add(listener);
  else {
    hub.listeners.set(channel, new Set([listener]));
    // Told of the gap too: what came between asking and being subscribed was missed.
    hub.connection.subscribe(channel).then(
      () => tellAll(hub, channel, null),
      () => undefined,
    );
  }
  return () => leave(redis, hub, channel, listener);
}

function openHub(redis: Redis): Hub {
  const connection = redis.duplicate({
    enableOfflineQueue: true,
    maxRetriesPerRequest: null,
    connectionName: `${redis.options.connectionName ?? 'tollgate'}-listener`,
  });
  // It subscribes whenever Redis is back, so a wait has no end.
  delete connection.options.commandTimeout;
  const hub: Hub = { connection, listeners: new Map(), close: () => connection.disconnect() };
  connection.on('error', () => undefined);
  connection.on('message', (channel: string, message: string) => tellAll(hub, channel, message));
  connection.on('ready', () => {
    for (const channel of hub.listeners.keys()) tellAll(hub, channel, null);
  });
  redis.once('end', hub.close);
  hubs.set(redis, hub);
  return hub;
}

function tellAll(hub: Hub, channel: string, message: string | null): void {
  for (const listener of hub.listeners.get(channel) ?? []) listener(message);
}

function leave(redis: Redis, hub: Hub, channel: string, listener: Listener): void {
  const listeners = hub.listeners.get(channel);
  if (!listeners?.delete(listener) || listeners.size > 0) return;
  hub.listeners.delete(channel);
  if (hub.listeners.size > 0) {
    hub.connection.unsubscribe(channel).catch(() => undefined);
    return;
  }
  if (hubs.get(redis) === hub) hubs.delete(redis);
  redis.off('end', hub.close);
  hub.close();
}
