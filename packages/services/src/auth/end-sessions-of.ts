import type { PrismaClient } from '@tollgate/db/generated/client';

/** Signs a person out everywhere, but for the browser of `keepSessionId`, as a part of the change that demands it; scoped or not. */
export async function endSessionsOf(
  transaction: { session: Pick<PrismaClient['session'], 'deleteMany'> },
  userId: string,
  keepSessionId?: string,
): Promise<number> {
  const { count } = await transaction.session.deleteMany({
    where: { userId, ...(keepSessionId === undefined ? {} : { id: { not: keepSessionId } }) },
  });
  return count;
}
