import { verify } from '@node-rs/argon2';
import * as z from 'zod';
import { parseInput } from '../access/parse-input.ts';
import { countAgainst, forgetCount } from '../access/throttle.ts';
import type { Services } from '../context.ts';
import { networkOf } from './network-of.ts';
import { THROTTLES } from './throttles.ts';

export const verifyPasswordInput = z.strictObject({
  email: z.string().trim().toLowerCase().min(1).max(254),
  password: z.string().min(1).max(128),
  /** Where the attempt comes from, for throttling; absent when there is no client address. */
  ipAddress: z.string().max(64).optional(),
});

/** The hash of a password that nobody knows, with the parameters of `hashPassword`. */
const NOBODY = '$argon2id$v=19$m=19456,t=2,p=1$qzOfF4jVpV/U3CfbCc3/uA$AKH3oTyJHcs4qodi4Vp1OlsJwwywOsnSfUqsk0b8rwk';

/**
 * Who has this address and password; `null` for a wrong password, an unknown address and an account without a password, which all take
 * the same time. Attempts are counted before the password is looked at, so that guesses made side by side are all counted. Throws
 * `too_many_requests` after 5 attempts in 15 minutes for an address, or 50 from a network, and `unavailable` without Redis.
 */
export async function verifyPassword(services: Services, input: z.input<typeof verifyPasswordInput>): Promise<{ userId: string } | null> {
  const { email, password, ipAddress } = parseInput(verifyPasswordInput, input);
  // The right password does not free a network, or one good account would free it for guessing others.
  if (ipAddress !== undefined) await countAgainst(services, THROTTLES.signInFromNetwork, networkOf(ipAddress));
  await countAgainst(services, THROTTLES.signInToAddress, email);
  // Postgres text cannot hold NUL, so no address does.
  const user = email.includes('\0')
    ? null
    : await services.database.prisma.user.findUnique({ where: { email }, select: { id: true, passwordHash: true } });
  const isRight = await verify(user?.passwordHash ?? NOBODY, password);
  if (!user?.passwordHash || !isRight) return null;
  await forgetCount(services, THROTTLES.signInToAddress, email);
  return { userId: user.id };
}
