import type { TenantTransaction } from '@tollgate/db/tenant-scope';
import { newId } from '@tollgate/secrets/new-id';
import { freeSlug, slugFromName } from '../access/slug-from-name.ts';
import { recordAuditEvent } from '../audit/record-audit-event.ts';
import type { Actor } from '../context.ts';
import { markChanged } from '../snapshot/mark-changed.ts';

/** Makes a project with the defaults of content and budget. The caller has checked that its name is free. */
export async function insertProject(
  transaction: Pick<TenantTransaction, 'project' | 'projectPastSlug' | 'auditEvent' | 'pendingPublication'>,
  by: { organizationId: string; actor: Actor; clock: () => number },
  project: { name: string },
): Promise<{ projectId: string; slug: string }> {
  const { organizationId } = by;
  const base = slugFromName(project.name) || 'project';
  const taken = { where: { organizationId, slug: { startsWith: base } }, select: { slug: true } };
  const current = await transaction.project.findMany(taken);
  const past = await transaction.projectPastSlug.findMany(taken);
  const slug = freeSlug(project.name, 'project', new Set([...current, ...past].map((row) => row.slug)));
  const projectId = newId('prj', by.clock());
  await transaction.project.create({ data: { id: projectId, organizationId, slug, name: project.name } });
  await recordAuditEvent(transaction, by, {
    action: 'project.create',
    objectType: 'project',
    objectId: projectId,
    detail: { name: project.name, slug },
  });
  await markChanged(transaction, organizationId, [{ kind: 'project', id: projectId }]);
  return { projectId, slug };
}
