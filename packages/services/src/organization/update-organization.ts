import { CONTENT_ROLES, ROLES } from '@tollgate/core/access/permission';
import * as z from 'zod';
import { definedFields } from '../access/defined-fields.ts';
import { earlierFields } from '../access/earlier-fields.ts';
import { nameSchema } from '../access/name-schema.ts';
import { parseInput } from '../access/parse-input.ts';
import { requirePermission } from '../access/require-permission.ts';
import { slugSchema } from '../access/slug-schema.ts';
import { recordAuditEvent } from '../audit/record-audit-event.ts';
import type { TenantContext } from '../context.ts';
import { lockMembers } from '../member/lock-members.ts';
import { changeTenant } from '../snapshot/change-tenant.ts';
import { markChanged } from '../snapshot/mark-changed.ts';
import { zoneSchema } from '../spend/zone-schema.ts';
import { requireFreeSlug } from './require-free-slug.ts';

export const updateOrganizationInput = z.strictObject({
  name: nameSchema.optional(),
  /** Old links keep working. */
  slug: slugSchema.optional(),
  /** `null`: each reader's own. */
  timeZone: zoneSchema.nullable().optional(),
  defaultRole: z.enum(ROLES).exclude(['owner']).optional(),
  contentRoles: z
    .array(z.enum(ROLES))
    .max(ROLES.length)
    .refine((roles) => roles.every((role) => CONTENT_ROLES.includes(role)), 'Some of these roles never read prompts and answers.')
    .transform((roles) => CONTENT_ROLES.filter((role) => roles.includes(role)))
    .optional(),
});

/** Changes what is given. Who may read contents changes with their next request. */
export async function updateOrganization(
  context: TenantContext,
  input: z.input<typeof updateOrganizationInput>,
): Promise<{ slug: string }> {
  requirePermission(context, 'organization:update');
  const changes = definedFields(parseInput(updateOrganizationInput, input));
  const { organizationId } = context;
  return changeTenant(context, async (transaction) => {
    await lockMembers(transaction, context);
    const { slug, name, timeZone, defaultRole, contentRoles } = await transaction.organization.findFirstOrThrow();
    if (changes.slug !== undefined && changes.slug !== slug) {
      await requireFreeSlug(context, changes.slug);
      await transaction.organizationPastSlug.deleteMany({ where: { slug: changes.slug } });
      await transaction.organizationPastSlug.create({ data: { slug, organizationId } });
    }
    await transaction.organization.update({ where: { id: organizationId }, data: changes });
    await recordAuditEvent(transaction, context, {
      action: 'organization.update',
      objectType: 'organization',
      objectId: organizationId,
      detail: { ...changes, name: changes.name ?? name },
      before: earlierFields({ slug, name, timeZone, defaultRole, contentRoles }, changes),
    });
    await markChanged(transaction, organizationId, [{ kind: 'organization', id: organizationId }]);
    return { slug: changes.slug ?? slug };
  });
}
