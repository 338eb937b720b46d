import { randomBytes } from 'node:crypto';
import type { Prisma } from '@tollgate/db/generated/client';
import { keyedHashes } from '@tollgate/secrets/keyed-hash';
import type { Services } from '../context.ts';

const COUNT = 10;
const ALPHABET = 'abcdefghijklmnopqrstuvwxyz234567';

/** Ten codes of 80 random bits, such as `abcd-efgh-ijkl-mnop`, in place of all earlier ones. Only hashes are stored. */
export async function replaceRecoveryCodes(
  transaction: Pick<Prisma.TransactionClient, 'recoveryCode'>,
  services: Pick<Services, 'keyEncryptionKeys'>,
  userId: string,
): Promise<string[]> {
  const codes = Array.from({ length: COUNT }, () => [...randomBytes(16)].map((byte) => ALPHABET[byte % 32]).join(''));
  await transaction.recoveryCode.deleteMany({ where: { userId } });
  await transaction.recoveryCode.createMany({
    data: codes.map((code) => ({ userId, hash: keyedHashes(services.keyEncryptionKeys, `recovery code ${userId}`, code)[0] })),
  });
  return codes.map((code) => code.match(/.{4}/g)?.join('-') ?? code);
}
