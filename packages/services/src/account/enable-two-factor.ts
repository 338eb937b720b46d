import * as z from 'zod';
import { parseInput } from '../access/parse-input.ts';
import { countAgainst, forgetCount } from '../access/throttle.ts';
import type { Self } from '../auth/confirm-identity.ts';
import { endSessionsOf } from '../auth/end-sessions-of.ts';
import { replaceRecoveryCodes } from '../auth/recovery-codes.ts';
import { THROTTLES } from '../auth/throttles.ts';
import { takeTotp } from '../auth/two-factor-code.ts';
import type { Services } from '../context.ts';
import { ServiceError } from '../errors.ts';
import { queueMail } from '../mail/queue-mail.ts';

export const enableTwoFactorInput = z.strictObject({ code: z.string().max(64) });

/**
 * Turns two-factor authentication on with a first code, and signs out every other browser. Returns the recovery codes, which are shown
 * this once. Throws `invalid` at `code`, and `conflict` when nothing was started or it is on already.
 */
export async function enableTwoFactor(
  services: Services,
  self: Self,
  input: z.input<typeof enableTwoFactorInput>,
): Promise<{ recoveryCodes: string[] }> {
  const code = parseInput(enableTwoFactorInput, input).code.replaceAll(/[\s-]/g, '');
  const { userId } = self;
  await countAgainst(services, THROTTLES.codeOfPerson, userId);
  const standing = await services.database.prisma.twoFactor.findUnique({ where: { userId } });
  if (standing === null || standing.confirmedAt !== null)
    throw new ServiceError('conflict', 'There is no set-up under way. Reload the page and start again.');
  if (!/^\d{6}$/.test(code) || !(await takeTotp(services, standing, code)))
    throw new ServiceError('invalid', 'This code does not fit. Check the clock of your device and enter the code that it shows now.', {
      field: 'code',
    });
  const { recoveryCodes, user } = await services.database.prisma.$transaction(async (transaction) => {
    const { count } = await transaction.twoFactor.updateMany({
      where: { userId, sealed: standing.sealed, confirmedAt: null },
      data: { confirmedAt: new Date(services.clock()) },
    });
    if (count === 0) throw new ServiceError('conflict', 'The set-up was started anew meanwhile. Reload the page and start again.');
    await endSessionsOf(transaction, userId, self.sessionId);
    return {
      recoveryCodes: await replaceRecoveryCodes(transaction, services, userId),
      user: await transaction.user.findUniqueOrThrow({ where: { id: userId }, select: { email: true, name: true } }),
    };
  });
  await forgetCount(services, THROTTLES.codeOfPerson, userId);
  await queueMail(services, { to: user.email, template: 'two_factor_changed', data: { name: user.name, isOn: true } });
  return { recoveryCodes };
}
