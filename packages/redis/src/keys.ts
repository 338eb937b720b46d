import type { DocumentKind } from '@tollgate/core/snapshot/documents';

/**
 * Every key in Redis, in one place. Keys that one script touches share the organisation's hash tag, so that Redis Cluster can run it.
 */
export const ANNOUNCEMENTS_CHANNEL = 'tg:snapshot:announcements';

/** Random text set by the publisher once everything is published; absent after a Redis that lost its data. */
export const EPOCH_KEY = 'tg:snapshot:epoch';
/** Sorted set `kind:id` by the sequence of its last change: how a proxy finds what an announcement did not tell it. */
export const CHANGES_KEY = 'tg:snapshot:changes';
export const SEQUENCE_KEY = 'tg:snapshot:sequence';

/** `id` is empty for the catalogue and the key's SHA-256 for a key. */
export function documentKey(kind: DocumentKind, id: string): string {
  return `tg:snapshot:${kind}:${id}`;
}

/** Present while the organisation's counters are complete; absent after a Redis that lost them. */
export function counterEpochKey(organizationId: string): string {
  return `tg:{${organizationId}}:epoch`;
}

export function rateKey(organizationId: string, keyId: string): string {
  return `tg:{${organizationId}}:rpm:${keyId}`;
}

/** Nano-dollars spent in one period, SET from the ledger. */
export function spentKey(organizationId: string, keyId: string, periodStartMs: number): string {
  return `tg:{${organizationId}}:spent:${keyId}:${periodStartMs}`;
}

/** Hash of attempt id to nano-dollars held but not yet in the ledger; the field `*` holds their sum. */
export function reservedKey(organizationId: string, keyId: string, periodStartMs: number): string {
  return `tg:{${organizationId}}:reserved:${keyId}:${periodStartMs}`;
}

/** Sorted set of attempt ids by the deadline of their reservation. */
export function deadlinesKey(organizationId: string, keyId: string, periodStartMs: number): string {
  return `tg:{${organizationId}}:deadlines:${keyId}:${periodStartMs}`;
}

/** Hash of batch id to 1: what the worker has committed of a proxy's spool. */
export function acknowledgedKey(proxyId: string): string {
  return `tg:spool:acknowledged:${proxyId}`;
}

/** Hash of key id to epoch milliseconds: when proxies last saw each key used. */
export const LAST_USED_KEY = 'tg:keys:last-used';

/** The last refused key of a project, of an address or of a display hint; `name` is salted by the caller but for a project's id. */
export function refusedKeyKey(scope: 'project' | 'address' | 'hint', name: string): string {
  return `tg:refused:${scope}:${name}`;
}

/** How often something was done within a window; `subject` is hashed by the caller. */
export function throttleKey(name: string, subject: string): string {
  return `tg:throttle:${name}:${subject}`;
}

/** Stands while one run publishes everything, then becomes the epoch; the same slot as {@link EPOCH_KEY} in a cluster. */
export function epochInTheMakingKey(run: string): string {
  return `{${EPOCH_KEY}}:${run}`;
}

/** Hash of one idempotent request. `name` is the SHA-256 of what the caller sent, so that it cannot shape the key. */
export function idempotencyKey(organizationId: string, projectId: string, name: string): string {
  return `tg:{${organizationId}}:idempotency:${projectId}:${name}`;
}

/** Stream of the batches of requests that were recorded last: what a watcher who reconnects has missed. */
export function announcedRequestsKey(organizationId: string): string {
  return `tg:{${organizationId}}:announced-requests`;
}

/** Carries the id of each new entry of {@link announcedRequestsKey}. */
export function requestsChannel(organizationId: string): string {
  return `tg:requests:${organizationId}`;
}

/** Whose password or provider was right and who still owes a code; `hash` is that of what their browser was given. */
export function secondStepKey(hash: string): string {
  return `tg:second-step:${hash}`;
}
