import { credentialSettingsSchema } from '@tollgate/core/snapshot/documents';
import { scopeTo } from '@tollgate/db/tenant-scope';
import { requirePermission } from '../access/require-permission.ts';
import type { TenantContext } from '../context.ts';
import type { CredentialSettings } from './check-settings.ts';

export type CredentialView = {
  id: string;
  name: string;
  provider: string;
  baseUrl: string | null;
  isDefault: boolean;
  settings: CredentialSettings;
  /** The end of the secret; `null` when there is none. */
  secretHint: string | null;
  createdAt: string;
  updatedAt: string;
};

/** By name. The secret is no column of this query, so it cannot slip into an answer. */
export async function listCredentials(context: TenantContext): Promise<CredentialView[]> {
  requirePermission(context, 'credential:read');
  const credentials = await scopeTo(context.database, context.organizationId).credential.findMany({
    orderBy: { name: 'asc' },
    select: {
      id: true,
      name: true,
      provider: true,
      baseUrl: true,
      settings: true,
      isDefault: true,
      secretHint: true,
      createdAt: true,
      updatedAt: true,
    },
  });
  return credentials.map((credential) => ({
    ...credential,
    settings: credentialSettingsSchema.parse(credential.settings),
    createdAt: credential.createdAt.toISOString(),
    updatedAt: credential.updatedAt.toISOString(),
  }));
}
