import { isUniqueViolation } from '@tollgate/db/is-unique-violation';
import { newId } from '@tollgate/secrets/new-id';
import type * as z from 'zod';
import { parseInput } from '../access/parse-input.ts';
import type { Services } from '../context.ts';
import { ServiceError } from '../errors.ts';
import { beginSession, type BegunSession, type Browser } from './begin-session.ts';
import { createAccount } from './create-account.ts';
import { providerIdentitySchema, type ProviderIdentity } from './provider-identity.ts';

/**
 * Signs in whom a provider vouches for: by the account there that is linked; else by an e-mail address that both the provider and we know
 * to be theirs; else by making an account. Throws `forbidden` when an address is not proved on both sides: whoever signs up somewhere with
 * somebody else's address must not get into their account, nor wait for them in one.
 */
export async function signInWithProvider(
  services: Services,
  input: z.input<typeof providerIdentitySchema>,
  browser: Browser,
): Promise<BegunSession & { isNew: boolean }> {
  const identity = parseInput(providerIdentitySchema, input);
  const { userId, isNew } = await findOrMake(services, identity);
  return { ...(await beginSession(services, userId, browser)), isNew };
}

async function findOrMake(services: Services, identity: ProviderIdentity): Promise<{ userId: string; isNew: boolean }> {
  const { prisma } = services.database;
  const { provider, subject, email, isEmailVerified } = identity;
  const linked = await prisma.linkedAccount.findUnique({ where: { provider_subject: { provider, subject } }, select: { userId: true } });
  if (linked) return { userId: linked.userId, isNew: false };
  if (!isEmailVerified)
    throw new ServiceError('forbidden', 'The provider has not verified your e-mail address. Verify it there, then try again.');
  const user = await prisma.user.findUnique({ where: { email }, select: { id: true, emailVerifiedAt: true } });
  if (!user) {
    const linkedNow = { provider, subject, email };
    const name = displayName(identity);
    const account = { name, email, passwordHash: null, emailVerifiedAt: new Date(services.clock()), linked: linkedNow };
    return { userId: (await createAccount(services, account)).userId, isNew: true };
  }
  if (user.emailVerifiedAt === null)
    throw new ServiceError(
      'forbidden',
      'There is an account with this e-mail address that was never confirmed. Sign in with its password or reset it, then link the provider on your account page.',
    );
  await insertLink(services, user.id, identity);
  return { userId: user.id, isNew: false };
}

/**
 * Links an account at a provider to somebody who is signed in. Throws `forbidden` when the provider has not verified its address and
 * `conflict` when it belongs to somebody else here, or another account of this provider is linked.
 */
export async function linkProvider(services: Services, userId: string, input: z.input<typeof providerIdentitySchema>): Promise<void> {
  const identity = parseInput(providerIdentitySchema, input);
  const { provider, subject } = identity;
  const standing = await services.database.prisma.linkedAccount.findUnique({
    where: { provider_subject: { provider, subject } },
    select: { userId: true },
  });
  if (standing?.userId === userId) return;
  if (standing) throw new ServiceError('conflict', 'This account at the provider is linked to another account here.');
  if (!identity.isEmailVerified)
    throw new ServiceError('forbidden', 'The provider has not verified its e-mail address. Verify it there, then try again.');
  await insertLink(services, userId, identity);
}

async function insertLink(services: Services, userId: string, { provider, subject, email }: ProviderIdentity): Promise<void> {
  const data = { id: newId('lnk', services.clock()), userId, provider, subject, email, createdAt: new Date(services.clock()) };
  await services.database.prisma.linkedAccount.create({ data }).catch((error: unknown) => {
    if (isUniqueViolation(error))
      throw new ServiceError('conflict', 'Another account of this provider is linked already. Unlink it on your account page first.');
    throw error;
  });
}

/** What the provider calls them, made fit for a name of ours; else what stands before the @. */
function displayName({ name, email }: ProviderIdentity): string {
  const text = (name ?? '')
    .toWellFormed()
    .replaceAll(/\p{Cc}/gu, ' ')
    .trim();
  return [...(text || email.split('@')[0] || email)].slice(0, 100).join('');
}
