import { isUniqueViolation } from '@tollgate/db/is-unique-violation';
import { newId } from '@tollgate/secrets/new-id';
import type { Prisma } from '@tollgate/db/generated/client';
import type { Services } from '../context.ts';
import { ServiceError } from '../errors.ts';
import { insertOrganization } from '../organization/insert-organization.ts';
import { insertProject } from '../project/insert-project.ts';
import { publishAfterCommit } from '../snapshot/publish-after-commit.ts';

export type NewAccount = Pick<Prisma.UserUncheckedCreateInput, 'email' | 'name'> & {
  /** `null` for somebody who signs in through a provider. */
  passwordHash: string | null;
  emailVerifiedAt: Date | null;
  organizationName?: string | undefined;
  linked?: { provider: string; subject: string; email: string };
};
export type CreatedAccount = { userId: string; organizationId: string; projectId: string };

/** A person with an organisation of their own and its first project. Throws `conflict` when the address has an account. */
export async function createAccount(services: Services, account: NewAccount): Promise<CreatedAccount> {
  // Two people may pick the same organisation name at once: the second then gets the next free slug.
  for (let attempt = 1; ; attempt++) {
    try {
      return await insertAccount(services, account);
    } catch (error) {
      if (!isUniqueViolation(error)) throw error;
      const exists = await services.database.prisma.user.findUnique({ where: { email: account.email }, select: { id: true } });
      if (exists)
        throw new ServiceError('conflict', 'There is an account with this e-mail address already. Sign in instead.', { field: 'email' });
      if (attempt === 5) throw error;
    }
  }
}

async function insertAccount(services: Services, account: NewAccount): Promise<CreatedAccount> {
  const { email, name, passwordHash, emailVerifiedAt, linked } = account;
  const organizationName = account.organizationName ?? `${[...name].slice(0, 80).join('')}'s organization`;
  const userId = newId('usr', services.clock());
  const by = { ...services, actor: { kind: 'user', userId } as const };
  const ids = await services.database.prisma.$transaction(
    async (transaction) => {
      await transaction.user.create({ data: { id: userId, email, name, passwordHash, emailVerifiedAt } });
      if (linked !== undefined) await transaction.linkedAccount.create({ data: { id: newId('lnk', services.clock()), userId, ...linked } });
      const { organizationId } = await insertOrganization(transaction, by, { name: organizationName, ownerUserId: userId });
      const { projectId } = await insertProject(transaction, { ...by, organizationId }, { name: 'Default' });
      return { userId, organizationId, projectId };
    },
    { maxWait: 10_000, timeout: 15_000 },
  );
  await publishAfterCommit(services, ids.organizationId);
  return ids;
}
