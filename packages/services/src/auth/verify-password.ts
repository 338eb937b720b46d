import { verify } from '@node-rs/argon2';
import * as z from 'zod';
import { parseInput } from '../access/parse-input.ts';
import type { Services } from '../context.ts';
import { countSignIn, forgetSignIns } from './count-sign-in.ts';

export const verifyPasswordInput = z.strictObject({
  email: z.string().trim().toLowerCase().min(1).max(254),
  password: z.string().min(1).max(128),
  /** Where the attempt comes from, for throttling; absent when there is no client address. */
  ipAddress: z.string().max(64).optional(),
});

/** The hash of a password that nobody knows, with the parameters of `hashPassword`. */
const NOBODY = '$argon2id$v=19$m=19456,t=2,p=1$qzOfF4jVpV/U3CfbCc3/uA$AKH3oTyJHcs4qodi4Vp1OlsJwwywOsnSfUqsk0b8rwk';

/**
 * Who has this address and password; `null` for a wrong password and for an unknown address, which take the same time.
 * Throws `too_many_requests` after 5 attempts in 15 minutes for an address, or 50 from an IP address.
 */
export async function verifyPassword(services: Services, input: z.input<typeof verifyPasswordInput>): Promise<{ userId: string } | null> {
  const { email, password, ipAddress } = parseInput(verifyPasswordInput, input);
  if (ipAddress !== undefined) await countSignIn(services, 'ip', ipAddress);
  await countSignIn(services, 'address', email);
  // Postgres text cannot hold NUL, so no address does.
  const user = email.includes('\0')
    ? null
    : await services.database.prisma.user.findUnique({ where: { email }, select: { id: true, passwordHash: true } });
  const isRight = await verify(user?.passwordHash ?? NOBODY, password);
  if (!user || !isRight) return null;
  await forgetSignIns(services, email);
  return { userId: user.id };
}
