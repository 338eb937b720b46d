import { randomBytes } from 'node:crypto';
import { sealForPerson } from '@tollgate/secrets/seal-for-person';
import * as z from 'zod';
import { parseInput } from '../access/parse-input.ts';
import { confirmIdentity, currentPasswordSchema, type Self } from '../auth/confirm-identity.ts';
import { totpOf } from '../auth/two-factor-code.ts';
import type { Services } from '../context.ts';
import { ServiceError } from '../errors.ts';

export const startTwoFactorInput = z.strictObject({ currentPassword: currentPasswordSchema });

/** Makes the secret for an authenticator app. It asks for nothing until a first code proves that the app has it. */
export async function startTwoFactor(
  services: Services,
  self: Self,
  input: z.input<typeof startTwoFactorInput>,
): Promise<{ secret: string; uri: string }> {
  const { currentPassword } = parseInput(startTwoFactorInput, input);
  await confirmIdentity(services, self, currentPassword);
  const { userId } = self;
  const { prisma } = services.database;
  const secret = randomBytes(20);
  const { kekId, nonce, ciphertext } = sealForPerson(services.keyEncryptionKeys, userId, secret);
  const { email } = await prisma.user.findUniqueOrThrow({ where: { id: userId }, select: { email: true } });
  await prisma.$transaction(async (transaction) => {
    await transaction.twoFactor.deleteMany({ where: { userId, confirmedAt: null } });
    const { count } = await transaction.twoFactor.createMany({
      data: [{ userId, kekId, nonce, sealed: ciphertext }],
      skipDuplicates: true,
    });
    if (count === 0) throw new ServiceError('conflict', 'Two-factor authentication is on already. Turn it off first to set it up anew.');
  });
  const totp = totpOf(secret, email);
  return { secret: totp.secret.base32, uri: totp.toString() };
}
