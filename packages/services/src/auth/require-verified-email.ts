import type { Services } from '../context.ts';
import { ServiceError } from '../errors.ts';

/** For what reaches other people: whoever does it must have proved who they are. Throws `forbidden`, saying how. */
export async function requireVerifiedEmail(services: Pick<Services, 'database'>, userId: string): Promise<void> {
  const user = await services.database.prisma.user.findUnique({ where: { id: userId }, select: { emailVerifiedAt: true } });
  if (user?.emailVerifiedAt == null)
    throw new ServiceError(
      'forbidden',
      'Confirm your e-mail address first: open the link that was sent to it, or have it sent again on your account page.',
    );
}
