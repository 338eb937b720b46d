import * as z from 'zod';
import { parseInput } from '../access/parse-input.ts';
import { confirmIdentity, currentPasswordSchema, type Self } from '../auth/confirm-identity.ts';
import { endSessionsOf } from '../auth/end-sessions-of.ts';
import { hashPassword } from '../auth/hash-password.ts';
import { passwordSchema } from '../auth/password-schema.ts';
import type { Services } from '../context.ts';
import { queueMail } from '../mail/queue-mail.ts';

export const changePasswordInput = z.strictObject({ currentPassword: currentPasswordSchema, newPassword: passwordSchema });

/** Changes the password, or gives a first one to somebody who signs in through a provider, and signs out every other browser. */
export async function changePassword(services: Services, self: Self, input: z.input<typeof changePasswordInput>): Promise<void> {
  const { currentPassword, newPassword } = parseInput(changePasswordInput, input);
  await confirmIdentity(services, self, currentPassword);
  const passwordHash = await hashPassword(newPassword);
  const user = await services.database.prisma.$transaction(async (transaction) => {
    // A link that was asked for with the old password in mind must not undo this.
    await transaction.emailToken.deleteMany({ where: { userId: self.userId, purpose: { in: ['reset_password', 'change_email'] } } });
    await endSessionsOf(transaction, self.userId, self.sessionId);
    return transaction.user.update({ where: { id: self.userId }, data: { passwordHash }, select: { email: true, name: true } });
  });
  await queueMail(services, { to: user.email, template: 'password_changed', data: { name: user.name } });
}
