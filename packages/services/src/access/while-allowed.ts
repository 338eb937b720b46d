import type { Permission } from '@tollgate/core/access/permission';
import { findSession } from '../auth/find-session.ts';
import type { TenantContext } from '../context.ts';
import { ServiceError } from '../errors.ts';
import { openTenantContext } from './open-tenant-context.ts';
import { requirePermission } from './require-permission.ts';

const CHECK_EVERY_MS = 5000;

/**
 * For answers that go on: a signal that aborts within seconds of the end of the session, of the membership or of the permission, with
 * the refusal as its reason. Call `stop` when the answer is over.
 */
export function whileAllowed(
  context: TenantContext,
  sessionId: string,
  permission: Permission,
  options: { checkEveryMs?: number } = {},
): { signal: AbortSignal; stop: () => void } {
  const controller = new AbortController();
  const timer = setInterval(() => {
    requireStillAllowed(context, sessionId, permission).catch((error: unknown) => {
      // A database that does not answer says nothing about anyone's rights: the next check will.
      if (error instanceof ServiceError) controller.abort(error);
    });
  }, options.checkEveryMs ?? CHECK_EVERY_MS);
  return { signal: controller.signal, stop: () => clearInterval(timer) };
}

async function requireStillAllowed(context: TenantContext, sessionId: string, permission: Permission): Promise<void> {
  const session = await findSession(context, sessionId);
  if (session === null || context.actor.kind !== 'user' || session.userId !== context.actor.userId) {
    throw new ServiceError('unauthenticated', 'Your session has ended. Sign in and try again.');
  }
  const current = await openTenantContext(context, { userId: session.userId, organization: context.organizationId });
  requirePermission(current, permission);
  if (current.role !== context.role) throw new ServiceError('forbidden', 'Your role has changed. Load the page again.');
}
