import { isUniqueViolation } from '@tollgate/db/is-unique-violation';
import * as z from 'zod';
import { parseInput } from '../access/parse-input.ts';
import { countAgainst } from '../access/throttle.ts';
import type { Services } from '../context.ts';
import { ServiceError } from '../errors.ts';
import { queueMail } from '../mail/queue-mail.ts';
import { findEmailToken, takeEmailToken } from './email-token.ts';
import { endSessionsOf } from './end-sessions-of.ts';
import { markEmailVerified } from './mark-email-verified.ts';
import { networkOf } from './network-of.ts';
import { THROTTLES } from './throttles.ts';

const PURPOSES = ['verify_email', 'change_email'] as const;

export const confirmEmailInput = z.strictObject({
  token: z.string().max(128),
  ipAddress: z.string().max(64),
  /** The browser that confirms, if it is signed in: it stays so when the address changes. */
  sessionId: z.string().max(64).nullable(),
});

export type EmailToConfirm = { email: string; isChange: boolean };

/** What a link from a mail would confirm, without doing so: mail servers open links to look at them. `null` when it is over. */
export async function readEmailLink(services: Services, token: string): Promise<EmailToConfirm | null> {
  const owner = await findEmailToken(services.database.prisma, services, token, PURPOSES);
  return owner === null ? null : { email: owner.email, isChange: owner.purpose === 'change_email' };
}

/**
 * Follows a link from a mail: the address is the person's. A changed address ends every other session and is told to the old one.
 * Throws `invalid` when the link is over and `conflict` when somebody else has taken the address meanwhile.
 */
export async function confirmEmail(services: Services, input: z.input<typeof confirmEmailInput>): Promise<EmailToConfirm> {
  const { token, ipAddress, sessionId } = parseInput(confirmEmailInput, input);
  await countAgainst(services, THROTTLES.tokenFromNetwork, networkOf(ipAddress));
  const { owner, before } = await services.database.prisma
    .$transaction(async (transaction) => {
      const taken = await takeEmailToken(transaction, services, token, PURPOSES);
      if (taken === null) throw new ServiceError('invalid', 'This link was used already or is over. Ask for a new one.');
      const user = await transaction.user.findUniqueOrThrow({ where: { id: taken.userId }, select: { name: true, email: true } });
      if (taken.purpose === 'change_email') {
        await transaction.user.update({
          where: { id: taken.userId },
          data: { email: taken.email, emailVerifiedAt: new Date(services.clock()) },
        });
        await transaction.emailToken.deleteMany({ where: { userId: taken.userId } });
        await endSessionsOf(transaction, taken.userId, sessionId ?? undefined);
      } else if (user.email === taken.email) {
        await markEmailVerified(transaction, services, taken.userId);
      } else {
        throw new ServiceError('invalid', 'This link is for an address that you have changed since.');
      }
      return { owner: taken, before: user };
    })
    .catch((error: unknown) => {
      if (isUniqueViolation(error)) throw new ServiceError('conflict', 'There is another account with this e-mail address by now.');
      throw error;
    });
  const isChange = owner.purpose === 'change_email';
  if (isChange) {
    const { email: to, name } = before;
    await queueMail(services, { to, template: 'email_changed', data: { name, newEmail: owner.email } });
  }
  return { email: owner.email, isChange };
}
