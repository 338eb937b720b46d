import * as z from 'zod';
import { nameSchema } from '../access/name-schema.ts';
import { parseInput } from '../access/parse-input.ts';
import { requirePermission } from '../access/require-permission.ts';
import type { TenantContext } from '../context.ts';
import { changeTenant } from '../snapshot/change-tenant.ts';
import { requireFreeProjectName } from './find-project.ts';
import { insertProject } from './insert-project.ts';

export const createProjectInput = z.strictObject({ name: nameSchema });

export async function createProject(
  context: TenantContext,
  input: z.input<typeof createProjectInput>,
): Promise<{ id: string; slug: string }> {
  requirePermission(context, 'project:create');
  const { name } = parseInput(createProjectInput, input);
  const { projectId, slug } = await changeTenant(context, async (transaction) => {
    await requireFreeProjectName(transaction, name, null);
    return insertProject(transaction, context, { name });
  });
  return { id: projectId, slug };
}
