import { setTimeout as pause } from 'node:timers/promises';
import { callerNetwork } from '@tollgate/core/net/network-of';
import { scopeTo } from '@tollgate/db/tenant-scope';
import { readRefusedKey, type RefusedKey, type RefusedKeyScope } from '@tollgate/redis/refused-keys';
import { saltedName } from '@tollgate/secrets/key-encryption-key';
import * as z from 'zod';
import { idSchema } from '../access/id-schema.ts';
import { parseInput } from '../access/parse-input.ts';
import { requirePermission } from '../access/require-permission.ts';
import { whileAllowed } from '../access/while-allowed.ts';
import type { TenantContext } from '../context.ts';
import { findProject } from '../project/find-project.ts';

export const watchRefusedKeysInput = z.strictObject({
  projectId: idSchema,
  /** Given by the client when it reconnects: the last event that it got. */
  lastEventId: z.string().max(64).nullish(),
});

/** `null`: none within the last minutes. */
export type WatchedRefusal = { id: string; refused: (Omit<RefusedKey, 'atMs'> & { /** ISO instant. */ at: string }) | null };

const EVERY_MS = 1000;
/** A new key has a new hint. */
const HINTS_FOR_MS = 10_000;

/**
 * The last request that the proxy turned away for its key and that concerns the viewer: one with a key of the project, one from where
 * they browse, or one with a key that looks like one of the project's. What it is at first, then every newer one, until the signal aborts.
 */
export async function* watchRefusedKeys(
  context: TenantContext,
  input: z.input<typeof watchRefusedKeysInput>,
  viewer: { sessionId: string; signal: AbortSignal },
): AsyncGenerator<WatchedRefusal> {
  requirePermission(context, 'api_key:read');
  const { projectId, lastEventId } = parseInput(watchRefusedKeysInput, input);
  await findProject(scopeTo(context.database, context.organizationId), projectId);
  const allowed = whileAllowed(context, viewer.sessionId, 'api_key:read');
  const signal = AbortSignal.any([viewer.signal, allowed.signal]);
  let lastMs = Number(lastEventId ?? 0) || 0;
  let isFirst = true;
  let scopes: RefusedKeyScope[] = [];
  let scopesUntilMs = 0;
  try {
    while (!signal.aborted) {
      if (Date.now() >= scopesUntilMs) {
        scopes = await scopesOf(context, projectId);
        scopesUntilMs = Date.now() + HINTS_FOR_MS;
      }
      // Without Redis nothing is known; the next second may be better.
      const found = await readRefusedKey(context.redis, scopes).catch(() => null);
      if (isFirst || (found !== null && found.atMs > lastMs)) {
        isFirst = false;
        lastMs = Math.max(lastMs, found?.atMs ?? 0);
        yield { id: String(lastMs), refused: found === null ? null : toView(found) };
      }
      await pause(EVERY_MS, undefined, { signal }).catch(() => undefined);
    }
    if (allowed.signal.aborted) throw allowed.signal.reason;
  } finally {
    allowed.stop();
  }
}

function toView({ atMs, ...refused }: RefusedKey): WatchedRefusal['refused'] {
  return { ...refused, at: new Date(atMs).toISOString() };
}

async function scopesOf(
  { database, organizationId, actor, keyEncryptionKeys }: TenantContext,
  projectId: string,
): Promise<RefusedKeyScope[]> {
  const keys = await scopeTo(database, organizationId).apiKey.findMany({
    where: { projectId },
    select: { hint: true },
    distinct: ['hint'],
    take: 100,
  });
  const scopes: RefusedKeyScope[] = keys.map(({ hint }) => ({ scope: 'hint', name: saltedName(keyEncryptionKeys, 'hint', hint) }));
  scopes.push({ scope: 'project', name: projectId });
  const address = actor.kind === 'user' ? actor.address : null;
  if (address) scopes.push({ scope: 'address', name: saltedName(keyEncryptionKeys, 'address', callerNetwork(address)) });
  return scopes;
}
