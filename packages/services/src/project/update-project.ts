import * as z from 'zod';
import { definedFields } from '../access/defined-fields.ts';
import { earlierFields } from '../access/earlier-fields.ts';
import { idSchema } from '../access/id-schema.ts';
import { nameSchema } from '../access/name-schema.ts';
import { parseInput } from '../access/parse-input.ts';
import { requirePermission } from '../access/require-permission.ts';
import { slugSchema } from '../access/slug-schema.ts';
import { recordAuditEvent } from '../audit/record-audit-event.ts';
import type { TenantContext } from '../context.ts';
import { changeTenant } from '../snapshot/change-tenant.ts';
import { markChanged } from '../snapshot/mark-changed.ts';
import { moveSlug } from './move-slug.ts';
import { findProject, requireFreeProjectName } from './find-project.ts';

export const updateProjectInput = z.strictObject({
  projectId: idSchema,
  name: nameSchema.optional(),
  /** Old links keep working. */
  slug: slugSchema.optional(),
  contentKeep: z.enum(['none', 'metadata', 'full']).optional(),
  contentDays: z.number().int().min(1).max(3650).optional(),
  /** HTTP status of a refusal over budget. */
  budgetStatus: z.union([z.literal(429), z.literal(402)]).optional(),
});

/**
 * Changes what is given. What the new content policy does not keep can no longer be read at once, and the worker deletes it within
 * minutes.
 */
export async function updateProject(context: TenantContext, input: z.input<typeof updateProjectInput>): Promise<void> {
  requirePermission(context, 'project:update');
  const { projectId, ...given } = parseInput(updateProjectInput, input);
  const changes = definedFields(given);
  await changeTenant(context, async (transaction) => {
    const project = await findProject(transaction, projectId);
    if (changes.name !== undefined) await requireFreeProjectName(transaction, changes.name, project.id);
    if (changes.slug !== undefined && changes.slug !== project.slug) await moveSlug(transaction, project, changes.slug);
    await transaction.project.update({ where: { id: project.id }, data: changes });
    await recordAuditEvent(transaction, context, {
      action: 'project.update',
      objectType: 'project',
      objectId: project.id,
      detail: { ...changes, name: changes.name ?? project.name },
      before: earlierFields(
        {
          name: project.name,
          slug: project.slug,
          contentKeep: project.contentKeep,
          contentDays: project.contentDays,
          budgetStatus: project.budgetStatus,
        },
        changes,
      ),
    });
    await markChanged(transaction, context.organizationId, [{ kind: 'project', id: project.id }]);
  });
}
