import { isUniqueViolation } from '@tollgate/db/is-unique-violation';
import { newId } from '@tollgate/secrets/new-id';
import * as z from 'zod';
import { nameSchema } from '../access/name-schema.ts';
import { parseInput } from '../access/parse-input.ts';
import type { Services } from '../context.ts';
import { ServiceError } from '../errors.ts';
import { insertOrganization } from '../organization/insert-organization.ts';
import { insertProject } from '../project/insert-project.ts';
import { publishAfterCommit } from '../snapshot/publish-after-commit.ts';
import { emailSchema } from './email-schema.ts';
import { hashPassword } from './hash-password.ts';
import { passwordSchema } from './password-schema.ts';

export const signUpInput = z.strictObject({
  name: nameSchema,
  email: emailSchema,
  password: passwordSchema,
  organizationName: nameSchema.optional(),
});

/** Makes a person with an organisation of their own and its first project. Throws `conflict` when the address has an account. */
export async function signUp(
  services: Services,
  input: z.input<typeof signUpInput>,
): Promise<{ userId: string; organizationId: string; projectId: string }> {
  const { name, email, password, organizationName } = parseInput(signUpInput, input);
  const passwordHash = await hashPassword(password);
  // Two people may pick the same organisation name at once: the second then gets the next free slug.
  for (let attempt = 1; ; attempt++) {
    try {
      return await insertAccount(services, {
        name,
        email,
        passwordHash,
        organizationName: organizationName ?? `${firstCharacters(name, 80)}'s organization`,
      });
    } catch (error) {
      if (!isUniqueViolation(error)) throw error;
      const exists = await services.database.prisma.user.findUnique({ where: { email }, select: { id: true } });
      if (exists)
        throw new ServiceError('conflict', 'There is an account with this e-mail address already. Sign in instead.', { field: 'email' });
      if (attempt === 5) throw error;
    }
  }
}

type Account = { name: string; email: string; passwordHash: string; organizationName: string };

async function insertAccount(services: Services, account: Account): Promise<{ userId: string; organizationId: string; projectId: string }> {
  const userId = newId('usr', services.clock());
  const by = { ...services, actor: { kind: 'user', userId } as const };
  const ids = await services.database.prisma.$transaction(
    async (transaction) => {
      await transaction.user.create({ data: { id: userId, email: account.email, name: account.name, passwordHash: account.passwordHash } });
      const { organizationId, memberId } = await insertOrganization(transaction, by, {
        name: account.organizationName,
        ownerUserId: userId,
      });
      const { projectId } = await insertProject(transaction, { ...by, organizationId }, { name: 'Default' });
      return { userId, organizationId, memberId, projectId };
    },
    { maxWait: 10_000, timeout: 15_000 },
  );
  await publishAfterCommit(services, ids.organizationId);
  return { userId, organizationId: ids.organizationId, projectId: ids.projectId };
}

function firstCharacters(text: string, count: number): string {
  return [...text].slice(0, count).join('');
}
