import type { IncomingHttpHeaders } from 'node:http';
import type { Refusal } from '../http/refusal.ts';
import type { FailedKeyLimiter } from '../limits/failed-key-limiter.ts';
import type { KeyRuntime, OrganizationRuntime, ProjectRuntime } from '../snapshot/runtime.ts';
import { keyName, type SnapshotStore } from '../snapshot/snapshot-store.ts';

export type Caller = { key: KeyRuntime; keyHash: string; project: ProjectRuntime; organization: OrganizationRuntime };

const UNAVAILABLE: Refusal = {
  status: 503,
  code: 'configuration_unavailable',
  message: 'This key cannot be checked right now because the configuration store does not answer. Try again shortly.',
  retryAfterMs: 2000,
};

/** Finds who is calling. Synchronous for a key that is held in memory, which is every key in use. */
export function authenticate(
  store: SnapshotStore,
  headers: IncomingHttpHeaders,
  clientAddress: string,
  limiter: FailedKeyLimiter,
  options: { nowMs: number; maxStaleMs: number },
): Caller | Refusal | Promise<Caller | Refusal> {
  const key = readKey(headers);
  if (key === null) {
    return {
      status: 401,
      code: 'invalid_api_key',
      message: 'No project key was given. Send it as "Authorization: Bearer <key>".',
      shouldRetry: false,
    };
  }
  if (options.nowMs - store.lastContactMs > options.maxStaleMs) return UNAVAILABLE;
  const keyHash = keyName(key);
  const held = store.key(keyHash);
  if (held === undefined) {
    if (store.isUnknownKey(keyHash)) return refuseUnknown(limiter, clientAddress, options.nowMs);
    if (limiter.isExhausted(clientAddress, options.nowMs)) return tooManyFailures(limiter, clientAddress, options.nowMs);
    return findKey(store, keyHash, clientAddress, limiter, options.nowMs);
  }
  return admitHeld(store, keyHash, held, options.nowMs);
}

async function findKey(
  store: SnapshotStore,
  keyHash: string,
  clientAddress: string,
  limiter: FailedKeyLimiter,
  nowMs: number,
): Promise<Caller | Refusal> {
  try {
    await store.load(`key:${keyHash}`);
  } catch {
    return UNAVAILABLE;
  }
  const key = store.key(keyHash);
  return key === undefined ? refuseUnknown(limiter, clientAddress, nowMs) : admitHeld(store, keyHash, key, nowMs);
}

function admitHeld(store: SnapshotStore, keyHash: string, key: KeyRuntime, nowMs: number): Caller | Refusal | Promise<Caller | Refusal> {
  const { document } = key;
  if (document.status === 'revoked') {
    return {
      status: 401,
      code: 'key_revoked',
      message: `The project key "${document.name}" has been revoked. Use another key.`,
      shouldRetry: false,
    };
  }
  if (document.expiresAtMs !== null && document.expiresAtMs <= nowMs) {
    return {
      status: 401,
      code: 'key_expired',
      message: `The project key "${document.name}" expired on ${new Date(document.expiresAtMs).toISOString()}. Use another key.`,
      shouldRetry: false,
    };
  }
  const project = store.project(document.projectId);
  const organization = store.organization(document.organizationId);
  if (project !== undefined && organization !== undefined) return { key, keyHash, project, organization };
  return findTenant(store, keyHash, key);
}

async function findTenant(store: SnapshotStore, keyHash: string, key: KeyRuntime): Promise<Caller | Refusal> {
  const { organizationId, projectId } = key.document;
  try {
    await Promise.all([store.load(`organization:${organizationId}`), store.load(`project:${projectId}`)]);
  } catch {
    return UNAVAILABLE;
  }
  const project = store.project(projectId);
  const organization = store.organization(organizationId);
  return project === undefined || organization === undefined ? UNAVAILABLE : { key, keyHash, project, organization };
}

/** Bearer first; the other places are where the official clients of other providers put their key. */
export function readKey(headers: IncomingHttpHeaders): string | null {
  const { authorization } = headers;
  if (authorization !== undefined && authorization.length > 7 && authorization.slice(0, 7).toLowerCase() === 'bearer ')
    return authorization.slice(7).trim();
  const other = headers['x-api-key'] ?? headers['x-goog-api-key'] ?? headers['api-key'];
  return typeof other === 'string' && other !== '' ? other : null;
}

function refuseUnknown(limiter: FailedKeyLimiter, clientAddress: string, nowMs: number): Refusal {
  if (!limiter.take(clientAddress, nowMs)) return tooManyFailures(limiter, clientAddress, nowMs);
  return {
    status: 401,
    code: 'invalid_api_key',
    message: 'The project key is not known. Check that it was copied whole and belongs to this gateway.',
    shouldRetry: false,
  };
}

function tooManyFailures(limiter: FailedKeyLimiter, clientAddress: string, nowMs: number): Refusal {
  return {
    status: 429,
    code: 'rate_limited',
    message: 'Too many requests with unknown keys came from this address. Wait a moment and use a valid key.',
    retryAfterMs: limiter.waitMs(clientAddress, nowMs),
    shouldRetry: false,
  };
}
