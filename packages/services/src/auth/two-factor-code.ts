import type { TwoFactor } from '@tollgate/db/generated/client';
import { keyedHashes } from '@tollgate/secrets/keyed-hash';
import { openForPerson } from '@tollgate/secrets/seal-for-person';
import { Secret, TOTP } from 'otpauth';
import type { Services } from '../context.ts';

const STEP_MS = 30_000;

/** The codes of an authenticator app; what every app takes for granted: SHA-1, six digits, 30 seconds. */
export function totpOf(secret: Buffer, email: string): TOTP {
  return new TOTP({ issuer: 'Tollgate', label: email, secret: new Secret({ buffer: new Uint8Array(secret).buffer }) });
}

/**
 * Takes a code of the person's authenticator app, also from 30 seconds before or after, or one of their recovery codes. Spaces and dashes
 * are no part of either. `false` for a wrong one and for one that was taken before.
 */
export async function takeCode(services: Services, userId: string, given: string): Promise<boolean> {
  const code = given.replaceAll(/[\s-]/g, '').toLowerCase();
  if (/^\d{6}$/.test(code)) {
    const standing = await services.database.prisma.twoFactor.findUnique({ where: { userId } });
    return standing !== null && takeTotp(services, standing, code);
  }
  if (!/^[a-z2-7]{16}$/.test(code)) return false;
  const hashes = keyedHashes(services.keyEncryptionKeys, `recovery code ${userId}`, code);
  const { count } = await services.database.prisma.recoveryCode.deleteMany({ where: { userId, hash: { in: hashes } } });
  return count === 1;
}

/** Also for a secret that is not confirmed yet. */
export async function takeTotp(services: Services, standing: TwoFactor, code: string): Promise<boolean> {
  const { userId, kekId, nonce, sealed } = standing;
  const secret = openForPerson(services.keyEncryptionKeys, userId, { kekId, nonce, ciphertext: sealed });
  const now = services.clock();
  const delta = totpOf(secret, '').validate({ token: code, timestamp: now, window: 1 });
  if (delta === null) return false;
  const step = Math.floor(now / STEP_MS) + delta;
  // Of two who send the same code at once, one moves the mark.
  const { count } = await services.database.prisma.twoFactor.updateMany({
    where: { userId, sealed, lastStep: { lt: step } },
    data: { lastStep: step },
  });
  return count === 1;
}
