import type { TenantTransaction } from '@tollgate/db/tenant-scope';
import { ServiceError } from '../errors.ts';
import { isProviderId } from './providers.ts';

/** Throws when the name means another provider, or another credential of the organisation. */
export async function requireFreeName(
  scope: Pick<TenantTransaction, 'credential'>,
  name: string,
  provider: string,
  exceptId: string | null,
): Promise<void> {
  if (name !== provider && isProviderId(name)) {
    throw new ServiceError('invalid', `"${name}" is the name of a provider. Choose another name, such as "${name}-main".`, {
      field: 'name',
    });
  }
  const other = await scope.credential.findFirst({
    where: { name, ...(exceptId === null ? {} : { id: { not: exceptId } }) },
    select: { id: true },
  });
  if (other) throw new ServiceError('conflict', `There is a credential called "${name}" already. Choose another name.`, { field: 'name' });
}
