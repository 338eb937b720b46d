import { countAgainst, forgetCount } from '../access/throttle.ts';
import { confirmIdentity, type Self } from '../auth/confirm-identity.ts';
import { THROTTLES } from '../auth/throttles.ts';
import { takeCode } from '../auth/two-factor-code.ts';
import type { Services } from '../context.ts';
import { ServiceError } from '../errors.ts';

/** The password and a code. Throws `conflict` when two-factor authentication is off, else `invalid` at the one that is wrong. */
export async function confirmBothFactors(
  services: Services,
  self: Self,
  { currentPassword, code }: { currentPassword?: string | undefined; code: string },
): Promise<void> {
  const { userId } = self;
  const isOn = await services.database.prisma.twoFactor.count({ where: { userId, confirmedAt: { not: null } } });
  if (isOn === 0) throw new ServiceError('conflict', 'Two-factor authentication is off.');
  await confirmIdentity(services, self, currentPassword);
  await countAgainst(services, THROTTLES.codeOfPerson, userId);
  if (!(await takeCode(services, userId, code)))
    throw new ServiceError('invalid', 'This code is wrong or was used already. Wait for the next one and try again.', { field: 'code' });
  await forgetCount(services, THROTTLES.codeOfPerson, userId);
}
