import * as z from 'zod';
import { parseInput } from '../access/parse-input.ts';
import { countAgainst, forgetCount } from '../access/throttle.ts';
import type { Services } from '../context.ts';
import { ServiceError } from '../errors.ts';
import { queueMail } from '../mail/queue-mail.ts';
import { findEmailToken, takeEmailToken } from './email-token.ts';
import { endSessionsOf } from './end-sessions-of.ts';
import { hashPassword } from './hash-password.ts';
import { networkOf } from './network-of.ts';
import { passwordSchema } from './password-schema.ts';
import { THROTTLES } from './throttles.ts';

export const resetPasswordInput = z.strictObject({
  token: z.string().max(128),
  password: passwordSchema,
  ipAddress: z.string().max(64),
});

/** The address whose password a link would change, without using it up; `null` when it is over. */
export async function readResetLink(services: Services, token: string): Promise<{ email: string } | null> {
  const owner = await findEmailToken(services.database.prisma, services, token, ['reset_password']);
  return owner === null ? null : { email: owner.email };
}

/**
 * Sets a new password by a link from a mail and ends every session. Two-factor authentication stays in force: the link is one factor.
 * An address that is proved for the first time may have been signed up by a stranger before: what they set up to get back in goes.
 * Throws `invalid` when the link is over.
 */
export async function resetPassword(services: Services, input: z.input<typeof resetPasswordInput>): Promise<void> {
  const { token, password, ipAddress } = parseInput(resetPasswordInput, input);
  await countAgainst(services, THROTTLES.tokenFromNetwork, networkOf(ipAddress));
  // A link that is over costs no hash.
  if ((await readResetLink(services, token)) === null) throw linkIsOver();
  const passwordHash = await hashPassword(password);
  const user = await services.database.prisma.$transaction(async (transaction) => {
    const owner = await takeEmailToken(transaction, services, token, ['reset_password']);
    if (owner === null) throw linkIsOver();
    const { userId } = owner;
    const before = await transaction.user.findUniqueOrThrow({
      where: { id: userId },
      select: { name: true, email: true, emailVerifiedAt: true },
    });
    if (before.email !== owner.email) throw linkIsOver();
    if (before.emailVerifiedAt === null) {
      await transaction.linkedAccount.deleteMany({ where: { userId } });
      await transaction.twoFactor.deleteMany({ where: { userId } });
      await transaction.recoveryCode.deleteMany({ where: { userId } });
    }
    const emailVerifiedAt = before.emailVerifiedAt ?? new Date(services.clock());
    await transaction.user.update({ where: { id: userId }, data: { passwordHash, emailVerifiedAt } });
    await transaction.emailToken.deleteMany({ where: { userId } });
    await endSessionsOf(transaction, userId);
    return before;
  });
  await forgetCount(services, THROTTLES.signInToAddress, user.email);
  await queueMail(services, { to: user.email, template: 'password_changed', data: { name: user.name } });
}

function linkIsOver(): ServiceError {
  return new ServiceError('invalid', 'This link was used already or is over. Ask for a new one.');
}
