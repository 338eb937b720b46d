import * as z from 'zod';
import { parseInput } from '../access/parse-input.ts';
import { currentPasswordSchema, type Self } from '../auth/confirm-identity.ts';
import type { Services } from '../context.ts';
import { queueMail } from '../mail/queue-mail.ts';
import { confirmBothFactors } from './confirm-both-factors.ts';

export const disableTwoFactorInput = z.strictObject({ currentPassword: currentPasswordSchema, code: z.string().max(64) });

/** Turns two-factor authentication off; takes the password and a code, for either alone may be in the wrong hands. */
export async function disableTwoFactor(services: Services, self: Self, input: z.input<typeof disableTwoFactorInput>): Promise<void> {
  await confirmBothFactors(services, self, parseInput(disableTwoFactorInput, input));
  const { userId } = self;
  const user = await services.database.prisma.$transaction(async (transaction) => {
    await transaction.twoFactor.deleteMany({ where: { userId } });
    await transaction.recoveryCode.deleteMany({ where: { userId } });
    return transaction.user.findUniqueOrThrow({ where: { id: userId }, select: { email: true, name: true } });
  });
  await queueMail(services, { to: user.email, template: 'two_factor_changed', data: { name: user.name, isOn: false } });
}
