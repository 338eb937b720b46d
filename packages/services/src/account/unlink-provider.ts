import * as z from 'zod';
import { parseInput } from '../access/parse-input.ts';
import { confirmIdentity, currentPasswordSchema, type Self } from '../auth/confirm-identity.ts';
import type { Services } from '../context.ts';
import { ServiceError } from '../errors.ts';

export const unlinkProviderInput = z.strictObject({ provider: z.string().max(64), currentPassword: currentPasswordSchema });

/** The account at the provider no longer signs in. Throws `conflict` when there would be no way left to sign in. */
export async function unlinkProvider(services: Services, self: Self, input: z.input<typeof unlinkProviderInput>): Promise<void> {
  const { provider, currentPassword } = parseInput(unlinkProviderInput, input);
  await confirmIdentity(services, self, currentPassword);
  const { userId } = self;
  await services.database.prisma.$transaction(async (transaction) => {
    // An update that changes nothing takes the row's lock: two at once would else each leave the other's way in.
    const user = await transaction.user.update({ where: { id: userId }, data: { id: userId }, select: { passwordHash: true } });
    const others = await transaction.linkedAccount.count({ where: { userId, provider: { not: provider } } });
    if (user.passwordHash === null && others === 0)
      throw new ServiceError('conflict', 'Set a password first: without it and this provider you could not sign in any more.');
    await transaction.linkedAccount.deleteMany({ where: { userId, provider } });
  });
}
