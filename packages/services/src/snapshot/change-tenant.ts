import { isUniqueViolation } from '@tollgate/db/is-unique-violation';
import { scopeTo, type TenantTransaction } from '@tollgate/db/tenant-scope';
import type { TenantContext } from '../context.ts';
import { ServiceError } from '../errors.ts';
import { publishAfterCommit } from './publish-after-commit.ts';

/**
 * Runs a change in one scoped transaction and publishes what it marked as changed after COMMIT. Throws `conflict` when somebody else
 * made the same thing at the same time.
 */
export async function changeTenant<Result>(
  context: TenantContext,
  change: (transaction: TenantTransaction) => Promise<Result>,
): Promise<Result> {
  const scope = scopeTo(context.database, context.organizationId);
  const result = await scope
    .$transaction((transaction) => change(transaction), { maxWait: 10_000, timeout: 15_000 })
    .catch((error: unknown) => {
      if (isUniqueViolation(error))
        throw new ServiceError('conflict', 'Somebody else has just made the same change. Reload and try again.', { cause: error });
      throw error;
    });
  await publishAfterCommit(context, context.organizationId);
  return result;
}
