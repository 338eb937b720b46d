import type { ApiKey } from '@tollgate/db/generated/client';
import type { TenantTransaction } from '@tollgate/db/tenant-scope';
import { ServiceError } from '../errors.ts';

/** A key of the organisation that has not been revoked; throws `not_found` or `conflict`. */
export async function findUsableApiKey(scope: Pick<TenantTransaction, 'apiKey'>, apiKeyId: string): Promise<ApiKey> {
  const key = await scope.apiKey.findUnique({ where: { id: apiKeyId } });
  if (!key) throw new ServiceError('not_found', 'There is no such key in this organisation.', { field: 'apiKeyId' });
  if (key.revokedAt !== null) throw new ServiceError('conflict', `The key "${key.name}" has been revoked. Create a new one instead.`);
  return key;
}
