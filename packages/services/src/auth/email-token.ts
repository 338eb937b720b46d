import { randomBytes } from 'node:crypto';
import type { EmailTokenPurpose, Prisma } from '@tollgate/db/generated/client';
import { keyedHashes } from '@tollgate/secrets/keyed-hash';
import { newId } from '@tollgate/secrets/new-id';
import type { Services } from '../context.ts';

const HOUR_MS = 3_600_000;
const LIFE_MS: Record<EmailTokenPurpose, number> = { verify_email: 24 * HOUR_MS, change_email: 24 * HOUR_MS, reset_password: HOUR_MS / 2 };

type Writer = Pick<Prisma.TransactionClient, 'emailToken'>;
export type EmailTokenOwner = { userId: string; email: string; purpose: EmailTokenPurpose };

/** Makes what a link in a mail carries: 256 random bits, of which only a keyed hash is stored. Earlier ones stay valid until one is used. */
export async function issueEmailToken(transaction: Writer, services: Services, owner: EmailTokenOwner): Promise<string> {
  const token = randomBytes(32).toString('base64url');
  const now = services.clock();
  await transaction.emailToken.deleteMany({ where: { userId: owner.userId, expiresAt: { lte: new Date(now) } } });
  await transaction.emailToken.create({
    data: {
      id: newId('emt', now),
      ...owner,
      hash: keyedHashes(services.keyEncryptionKeys, 'mail link', token)[0],
      createdAt: new Date(now),
      expiresAt: new Date(now + LIFE_MS[owner.purpose]),
    },
  });
  return token;
}

/** Whose a token is, without using it up; `null` when it is unknown, used or over. */
export async function findEmailToken(
  transaction: Writer,
  services: Services,
  token: string,
  purposes: readonly EmailTokenPurpose[],
): Promise<EmailTokenOwner | null> {
  if (!/^[A-Za-z0-9_-]{43}$/.test(token)) return null;
  return transaction.emailToken.findFirst({
    where: {
      hash: { in: keyedHashes(services.keyEncryptionKeys, 'mail link', token) },
      purpose: { in: [...purposes] },
      expiresAt: { gt: new Date(services.clock()) },
    },
    select: { userId: true, email: true, purpose: true },
  });
}

/** The same, and uses it up with every other of its person and purpose: of two who try at once, one gets it. */
export async function takeEmailToken(
  transaction: Writer,
  services: Services,
  token: string,
  purposes: readonly EmailTokenPurpose[],
): Promise<EmailTokenOwner | null> {
  const owner = await findEmailToken(transaction, services, token, purposes);
  if (owner === null) return null;
  const { count } = await transaction.emailToken.deleteMany({
    where: { hash: { in: keyedHashes(services.keyEncryptionKeys, 'mail link', token) } },
  });
  if (count === 0) return null;
  await transaction.emailToken.deleteMany({ where: { userId: owner.userId, purpose: owner.purpose } });
  return owner;
}
