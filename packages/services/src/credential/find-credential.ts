import type { Credential } from '@tollgate/db/generated/client';
import type { TenantTransaction } from '@tollgate/db/tenant-scope';
import { ServiceError } from '../errors.ts';

/** A credential of the organisation; throws `not_found`, also for another organisation's. */
export async function findCredential(scope: Pick<TenantTransaction, 'credential'>, credentialId: string): Promise<Credential> {
  const credential = await scope.credential.findUnique({ where: { id: credentialId } });
  if (!credential) throw new ServiceError('not_found', 'There is no such credential in this organisation.', { field: 'credentialId' });
  return credential;
}
