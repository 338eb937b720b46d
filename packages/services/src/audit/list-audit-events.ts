import { scopeTo, type TenantDatabase } from '@tollgate/db/tenant-scope';
import * as z from 'zod';
import { instantSchema } from '../access/instant-schema.ts';
import { parseInput } from '../access/parse-input.ts';
import { requirePermission } from '../access/require-permission.ts';
import type { TenantContext } from '../context.ts';
import { pageCursorSchema, toPageCursor } from '../request-log/page-cursor.ts';
import { storedTextSchema } from '../request-log/stored-text-schema.ts';

const AUDITED_TYPES = [
  'organization',
  'member',
  'invitation',
  'project',
  'api_key',
  'credential',
  'route',
  'price_override',
  'saved_view',
  'request_export',
] as const;

export const listAuditEventsInput = z.strictObject({
  from: instantSchema.optional(),
  /** Not included. */
  to: instantSchema.optional(),
  /** A person's user id, or `system` for configuration as code. */
  actorId: storedTextSchema.optional(),
  objectType: z.enum(AUDITED_TYPES).optional(),
  objectId: storedTextSchema.optional(),
  cursor: pageCursorSchema.optional(),
  limit: z.number().int().min(1).max(200).default(50),
});

export type AuditEventView = {
  id: string;
  /** ISO instant. */
  at: string;
  /** Configuration as code has no name; of somebody who left, the one they had. */
  actor: { id: string; name: string | null; email: string | null };
  via: 'dashboard' | 'configuration';
  address: string | null;
  /** `<entity>.<verb>`. */
  action: string;
  objectType: string;
  objectId: string;
  /** As it was called then; `null` when nothing was noted. */
  objectName: string | null;
  changes: { field: string; before: string | null; after: string | null }[];
};

type Fields = Record<string, unknown>;

/** Who changed what, newest first, a page at a time. Throws `invalid`, also for a cursor that is not ours. */
export async function listAuditEvents(
  context: TenantContext,
  input: z.input<typeof listAuditEventsInput>,
): Promise<{ rows: AuditEventView[]; nextCursor: string | null }> {
  requirePermission(context, 'audit:read');
  const { from, to, cursor, limit, actorId, objectType, objectId } = parseInput(listAuditEventsInput, input);
  const scope = scopeTo(context.database, context.organizationId);
  const after = cursor === undefined ? null : { at: new Date(cursor.startedAtMs), id: cursor.requestId };
  const events = await scope.auditEvent.findMany({
    where: {
      ...(actorId === undefined ? {} : { actorId }),
      ...(objectType === undefined ? {} : { objectType }),
      ...(objectId === undefined ? {} : { objectId }),
      createdAt: { ...(from === undefined ? {} : { gte: new Date(from) }), ...(to === undefined ? {} : { lt: new Date(to) }) },
      ...(after === null ? {} : { OR: [{ createdAt: { lt: after.at } }, { createdAt: after.at, id: { lt: after.id } }] }),
    },
    orderBy: [{ createdAt: 'desc' }, { id: 'desc' }],
    take: limit + 1,
  });
  const page = events.slice(0, limit);
  const people = await findPeople(
    scope,
    page.map((event) => event.actorId),
  );
  const last = events.length > limit ? page.at(-1) : undefined;
  return {
    rows: page.map((event) => {
      const detail = event.detail as Fields;
      const person = people.get(event.actorId);
      return {
        id: event.id,
        at: event.createdAt.toISOString(),
        actor: { id: event.actorId, name: person?.name ?? null, email: person?.email ?? null },
        via: event.actorId === 'system' ? 'configuration' : 'dashboard',
        address: event.address,
        action: event.action,
        objectType: event.objectType,
        objectId: event.objectId,
        objectName: toText(detail['name'] ?? detail['email'] ?? detail['model']),
        changes: toChanges(detail, event.before as Fields | null),
      };
    }),
    nextCursor: last === undefined ? null : toPageCursor({ startedAtMs: last.createdAt.getTime(), requestId: last.id }),
  };
}

/** Every noted field that is not what it was; a name that did not change is only there to tell what the event is about. */
function toChanges(detail: Fields, before: Fields | null): AuditEventView['changes'] {
  const fields = new Set([...Object.keys(before ?? {}), ...Object.keys(detail)]);
  if (before !== null) for (const label of ['name', 'email']) if (!(label in before)) fields.delete(label);
  return [...fields]
    .map((field) => ({ field, before: toText(before?.[field]), after: toText(detail[field]) }))
    .filter((change) => change.before !== change.after);
}

/** Members that belong or belonged to the organisation, by user id. */
async function findPeople(scope: TenantDatabase, userIds: readonly string[]): Promise<Map<string, { name: string; email: string }>> {
  const where = { userId: { in: [...new Set(userIds)] } };
  const former = await scope.formerMember.findMany({
    where,
    select: { userId: true, name: true, email: true },
    orderBy: { removedAt: 'asc' },
  });
  const current = await scope.membership.findMany({ where, select: { userId: true, user: { select: { name: true, email: true } } } });
  return new Map([
    ...former.map(({ userId, name, email }) => [userId, { name, email }] as const),
    ...current.map(({ userId, user }) => [userId, user] as const),
  ]);
}

function toText(value: unknown): string | null {
  if (value === null || value === undefined) return null;
  if (Array.isArray(value)) return value.map(String).join(', ');
  return typeof value === 'object' ? JSON.stringify(value) : String(value);
}
