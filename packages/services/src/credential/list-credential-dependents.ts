import { scopeTo } from '@tollgate/db/tenant-scope';
import * as z from 'zod';
import { idSchema } from '../access/id-schema.ts';
import { parseInput } from '../access/parse-input.ts';
import { requirePermission } from '../access/require-permission.ts';
import type { TenantContext } from '../context.ts';
import { findCredential } from './find-credential.ts';
import { findDependents, type Dependent } from './find-dependents.ts';

export const listCredentialDependentsInput = z.strictObject({ credentialId: idSchema });

/** What stops working, or loses one of its targets, when the credential goes. */
export async function listCredentialDependents(
  context: TenantContext,
  input: z.input<typeof listCredentialDependentsInput>,
): Promise<{ routes: Dependent[] }> {
  requirePermission(context, 'credential:read');
  const { credentialId } = parseInput(listCredentialDependentsInput, input);
  const scope = scopeTo(context.database, context.organizationId);
  return { routes: await findDependents(scope, await findCredential(scope, credentialId)) };
}
