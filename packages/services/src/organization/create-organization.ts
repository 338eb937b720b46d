import { isUniqueViolation } from '@tollgate/db/is-unique-violation';
import * as z from 'zod';
import { nameSchema } from '../access/name-schema.ts';
import { parseInput } from '../access/parse-input.ts';
import { countAgainst } from '../access/throttle.ts';
import type { Actor, Services } from '../context.ts';
import { insertProject } from '../project/insert-project.ts';
import { publishAfterCommit } from '../snapshot/publish-after-commit.ts';
import { insertOrganization } from './insert-organization.ts';

export const createOrganizationInput = z.strictObject({ name: nameSchema });

const MOST_AN_HOUR = 10;

/** Makes an organisation with a first project, owned by the person. Throws `too_many_requests` after 10 in an hour. */
export async function createOrganization(
  services: Services,
  input: z.input<typeof createOrganizationInput>,
  person: { userId: string; address: string | null },
): Promise<{ id: string; slug: string }> {
  const { name } = parseInput(createOrganizationInput, input);
  await countAgainst(services, { name: 'create-organization', limit: MOST_AN_HOUR, windowMs: 3_600_000 }, person.userId);
  const actor: Actor = { kind: 'user', userId: person.userId, address: person.address };
  // Several may pick the same name at once: each then gets the next free slug.
  for (let attempt = 1; ; attempt++) {
    try {
      const made = await services.database.prisma.$transaction(
        async (transaction) => {
          const by = { ...services, actor };
          const organization = await insertOrganization(transaction, by, { name, ownerUserId: person.userId });
          await insertProject(transaction, { ...by, organizationId: organization.organizationId }, { name: 'Default' });
          return organization;
        },
        { maxWait: 10_000, timeout: 15_000 },
      );
      await publishAfterCommit(services, made.organizationId);
      return { id: made.organizationId, slug: made.slug };
    } catch (error) {
      if (!isUniqueViolation(error) || attempt === MOST_AN_HOUR) throw error;
    }
  }
}
