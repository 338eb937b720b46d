import { isUniqueViolation } from '@tollgate/db/is-unique-violation';
import { newId } from '@tollgate/secrets/new-id';
import type * as z from 'zod';
import { parseInput } from '../access/parse-input.ts';
import type { Services } from '../context.ts';
import { beginSession, type BegunSession, type Browser } from './begin-session.ts';
import { createAccount } from './create-account.ts';
import { providerIdentitySchema, type ProviderIdentity } from './provider-identity.ts';

/** Why a provider's word was not enough: whoever reads it can do something about each. */
export type ProviderRefusal =
  /** The provider does not know that the address is theirs. */
  | 'address_not_verified_there'
  /** There is an account with the address, and nobody has proved to us that it is theirs. */
  | 'address_not_confirmed_here'
  | 'linked_to_another_person'
  | 'another_account_is_linked';

/**
 * Signs in whom a provider vouches for: by the account there that is linked; else by an e-mail address that both the provider and we know
 * to be theirs; else by making an account. Whoever signs up somewhere with somebody else's address must not get into their account, nor
 * wait for them in one.
 */
export async function signInWithProvider(
  services: Services,
  input: z.input<typeof providerIdentitySchema>,
  browser: Browser,
): Promise<(BegunSession & { isNew: boolean }) | { kind: 'refused'; reason: ProviderRefusal }> {
  const found = await findOrMake(services, parseInput(providerIdentitySchema, input));
  if (typeof found === 'string') return { kind: 'refused', reason: found };
  return { ...(await beginSession(services, found.userId, browser)), isNew: found.isNew };
}

async function findOrMake(services: Services, identity: ProviderIdentity): Promise<{ userId: string; isNew: boolean } | ProviderRefusal> {
  const { prisma } = services.database;
  const { provider, subject, email, isEmailVerified } = identity;
  const linked = await prisma.linkedAccount.findUnique({ where: { provider_subject: { provider, subject } }, select: { userId: true } });
  if (linked) return { userId: linked.userId, isNew: false };
  if (!isEmailVerified) return 'address_not_verified_there';
  const user = await prisma.user.findUnique({ where: { email }, select: { id: true, emailVerifiedAt: true } });
  if (!user) {
    const account = {
      name: displayName(identity),
      email,
      passwordHash: null,
      emailVerifiedAt: new Date(services.clock()),
      linked: { provider, subject, email },
    };
    return { userId: (await createAccount(services, account)).userId, isNew: true };
  }
  if (user.emailVerifiedAt === null) return 'address_not_confirmed_here';
  const refusal = await insertLink(services, user.id, identity);
  return refusal ?? { userId: user.id, isNew: false };
}

/** Links an account at a provider to somebody who is signed in; `null` when it is theirs now. */
export async function linkProvider(
  services: Services,
  userId: string,
  input: z.input<typeof providerIdentitySchema>,
): Promise<ProviderRefusal | null> {
  const identity = parseInput(providerIdentitySchema, input);
  const { provider, subject } = identity;
  const standing = await services.database.prisma.linkedAccount.findUnique({
    where: { provider_subject: { provider, subject } },
    select: { userId: true },
  });
  if (standing) return standing.userId === userId ? null : 'linked_to_another_person';
  if (!identity.isEmailVerified) return 'address_not_verified_there';
  return insertLink(services, userId, identity);
}

async function insertLink(
  services: Services,
  userId: string,
  { provider, subject, email }: ProviderIdentity,
): Promise<'another_account_is_linked' | null> {
  const data = { id: newId('lnk', services.clock()), userId, provider, subject, email, createdAt: new Date(services.clock()) };
  return services.database.prisma.linkedAccount.create({ data, select: { id: true } }).then(
    () => null,
    (error: unknown) => {
      if (isUniqueViolation(error)) return 'another_account_is_linked';
      throw error;
    },
  );
}

/** What the provider calls them, made fit for a name of ours; else what stands before the @. */
function displayName({ name, email }: ProviderIdentity): string {
  const text = (name ?? '')
    .toWellFormed()
    .replaceAll(/\p{Cc}/gu, ' ')
    .trim();
  return [...(text || email.split('@')[0] || email)].slice(0, 100).join('');
}
