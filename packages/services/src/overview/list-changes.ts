import { roleAllows, type Permission } from '@tollgate/core/access/permission';
import { scopeTo, type TenantDatabase } from '@tollgate/db/tenant-scope';
import * as z from 'zod';
import { instantSchema } from '../access/instant-schema.ts';
import { parseInput } from '../access/parse-input.ts';
import { requirePermission } from '../access/require-permission.ts';
import type { TenantContext } from '../context.ts';

export const listChangesInput = z.strictObject({ from: instantSchema, /** Not included. */ to: instantSchema });

export type Change = {
  id: string;
  /** ISO instant. */
  at: string;
  /** Such as `api_key.revoke`. */
  action: string;
  objectType: string;
  objectId: string;
  /** What the changed thing is or was called; `null` when nothing tells. */
  objectName: string | null;
  /** `null`: configuration as code, or the product itself. */
  actor: string | null;
};

/** Changes of these are told to whoever may read the things themselves. */
const NEEDED: Readonly<Record<string, Permission>> = {
  api_key: 'api_key:read',
  credential: 'credential:read',
  route: 'route:read',
  price_override: 'price:read',
  member: 'member:read',
  invitation: 'member:read',
  project: 'project:read',
  organization: 'organization:read',
};
const MOST = 8;

/** What people changed in a span of time, newest first: what may be behind a change of the figures. */
export async function listChanges(context: TenantContext, input: z.input<typeof listChangesInput>): Promise<Change[]> {
  requirePermission(context, 'organization:read');
  const { from, to } = parseInput(listChangesInput, input);
  const scope = scopeTo(context.database, context.organizationId);
  const told = Object.keys(NEEDED).filter((type) => roleAllows(context.role, NEEDED[type] ?? 'audit:read'));
  const events = await scope.auditEvent.findMany({
    where: { objectType: { in: told }, createdAt: { gte: new Date(from), lt: new Date(to) } },
    orderBy: [{ createdAt: 'desc' }, { id: 'desc' }],
    take: MOST,
  });
  const names = await readNames(scope, events);
  const actors = await scope.membership.findMany({
    where: { userId: { in: events.map(({ actorId }) => actorId) } },
    select: { userId: true, user: { select: { name: true } } },
  });
  const actorNames = new Map(actors.map(({ userId, user }) => [userId, user.name]));
  return events.map((event) => ({
    id: event.id,
    at: event.createdAt.toISOString(),
    action: event.action,
    objectType: event.objectType,
    objectId: event.objectId,
    objectName: names.get(event.objectId) ?? nameIn(event.detail),
    actor: event.actorId === 'system' ? null : (actorNames.get(event.actorId) ?? 'A former member'),
  }));
}

/** Of things that are still there, under the names that they have now. */
async function readNames(scope: TenantDatabase, events: readonly { objectType: string; objectId: string }[]): Promise<Map<string, string>> {
  const idsOf = (type: string) => ({
    where: { id: { in: events.filter(({ objectType }) => objectType === type).map(({ objectId }) => objectId) } },
    select: { id: true, name: true } as const,
  });
  const found = await Promise.all([
    scope.apiKey.findMany(idsOf('api_key')),
    scope.credential.findMany(idsOf('credential')),
    scope.route.findMany(idsOf('route')),
    scope.project.findMany(idsOf('project')),
  ]);
  return new Map(found.flat().map(({ id, name }) => [id, name]));
}

function nameIn(detail: unknown): string | null {
  const { name, provider, model, email } = (detail ?? {}) as Record<string, unknown>;
  if (typeof name === 'string') return name;
  if (typeof provider === 'string' && typeof model === 'string') return `${provider}/${model}`;
  return typeof email === 'string' ? email : null;
}
