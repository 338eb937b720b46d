import { isUniqueViolation } from '@tollgate/db/is-unique-violation';
import type { TenantTransaction } from '@tollgate/db/tenant-scope';
import { apiKeyHint, generateApiKey, hashApiKey } from '@tollgate/secrets/api-key';
import { newId } from '@tollgate/secrets/new-id';
import type { TenantContext } from '../context.ts';
import { ServiceError } from '../errors.ts';
import { markChanged } from '../snapshot/mark-changed.ts';

export type NewApiKey = {
  projectId: string;
  name: string;
  /** A key that another gateway issued; absent: one is made. */
  value?: string | undefined;
  expiresAt?: Date | null;
  rpm?: number | null;
  budgetPico?: string | null;
  budgetPer?: string | null;
};

/** Stores a key's hash and returns the key, which is never seen again. */
export async function insertApiKey(
  transaction: TenantTransaction,
  context: TenantContext,
  given: NewApiKey,
): Promise<{ id: string; key: string; hint: string }> {
  const { value, ...columns } = given;
  const key = value ?? generateApiKey('live');
  const id = newId('key', context.clock());
  const hint = apiKeyHint(key);
  try {
    await transaction.apiKey.create({
      data: { ...columns, id, organizationId: context.organizationId, memberId: context.memberId, hash: hashApiKey(key), hint },
    });
  } catch (error) {
    if (isUniqueViolation(error))
      throw new ServiceError('conflict', 'This key is in use already. Give another value, or let one be made.', {
        field: 'value',
        cause: error,
      });
    throw error;
  }
  await markChanged(transaction, context.organizationId, [{ kind: 'key', id }]);
  return { id, key, hint };
}
