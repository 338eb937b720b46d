import { randomUUID } from 'node:crypto';
import { createDatabase } from '@tollgate/testing/postgres';
import { testDatabaseUrl, testRedisUrl } from '@tollgate/testing/test-servers';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { enableTwoFactor } from '../account/enable-two-factor.ts';
import { startTwoFactor } from '../account/start-two-factor.ts';
import { codeFor } from '../testing/code-for.ts';
import { startTestServices, type TestServices } from '../testing/start-test-services.ts';
import { createSession } from './create-session.ts';
import { findSession } from './find-session.ts';
import { linkProvider, signInWithProvider } from './sign-in-with-provider.ts';
import { signUp } from './sign-up.ts';

const password = 'correct horse battery';
const browser = { userAgent: null, ipAddress: null };
let run: TestServices;
beforeAll(async () => {
  run = await startTestServices(await createDatabase(testDatabaseUrl()), testRedisUrl());
});
afterAll(() => run.close());

type Identity = Parameters<typeof signInWithProvider>[1];

function identity(own: Partial<Identity> = {}): Identity {
  return { provider: 'github', subject: randomUUID(), email: `${randomUUID()}@example.com`, isEmailVerified: true, name: 'Ada', ...own };
}

const signIn = (given: Identity) => signInWithProvider(run.services, given, browser);

async function whoseSession(given: Identity): Promise<string | undefined> {
  const result = await signIn(given);
  return result.kind === 'signed_in' ? (await findSession(run.services, result.sessionId))?.userId : undefined;
}

async function makeAccount({ isConfirmed = true } = {}) {
  const email = `${randomUUID()}@example.com`;
  const { userId } = await signUp(run.services, { name: 'Ada', email, password });
  if (isConfirmed) await run.services.database.prisma.user.update({ where: { id: userId }, data: { emailVerifiedAt: new Date() } });
  return { email, userId };
}

test('somebody new gets an account with an organisation and a confirmed address, and no password', async () => {
  const given = identity({ name: `  Ada\u0000\nByron${'x'.repeat(200)}` });
  expect(await signIn(given)).toMatchObject({ kind: 'signed_in', isNew: true });
  const user = await run.services.database.prisma.user.findUniqueOrThrow({ where: { email: given.email }, include: { memberships: true } });
  expect(user).toMatchObject({ passwordHash: null, emailVerifiedAt: expect.any(Date), memberships: [{ role: 'owner' }] });
  expect([...user.name]).toHaveLength(100);
  expect(user.name).not.toMatch(/\p{Cc}/u);
  expect(await signIn(given)).toMatchObject({ kind: 'signed_in', isNew: false });
});

test('a linked account signs in by its identifier, whatever its address is by now', async () => {
  const given = identity();
  await signIn(given);
  const userId = await whoseSession(given);
  expect(await whoseSession({ ...given, email: `${randomUUID()}@example.com`, isEmailVerified: false })).toBe(userId);
  expect(userId).toBeDefined();
});

test('an address that the provider has not verified makes and reaches nothing', async () => {
  const { email } = await makeAccount();
  for (const given of [identity({ isEmailVerified: false }), identity({ email, isEmailVerified: false })]) {
    expect(await signIn(given)).toEqual({ kind: 'refused', reason: 'address_not_verified_there' });
    expect(await run.services.database.prisma.linkedAccount.count({ where: { subject: given.subject } })).toBe(0);
  }
});

test('an account whose address was never proved here is not entered: a stranger may have made it', async () => {
  const { email, userId } = await makeAccount({ isConfirmed: false });
  expect(await signIn(identity({ email }))).toEqual({ kind: 'refused', reason: 'address_not_confirmed_here' });
  expect(await run.services.database.prisma.linkedAccount.count({ where: { userId } })).toBe(0);
});

test('an address that both sides have proved links the account, in any case', async () => {
  const { email, userId } = await makeAccount();
  expect(await whoseSession(identity({ email: email.toUpperCase() }))).toBe(userId);
});

test('a second account of the same provider does not take the place of the first', async () => {
  const { email, userId } = await makeAccount();
  expect(await whoseSession(identity({ email }))).toBe(userId);
  expect(await signIn(identity({ email }))).toEqual({ kind: 'refused', reason: 'another_account_is_linked' });
  expect(await whoseSession(identity({ email, provider: 'google' }))).toBe(userId);
});

test('whoever is signed in links an account with another address, unless it is not verified or belongs to somebody else', async () => {
  const ada = await makeAccount({ isConfirmed: false });
  const eve = await makeAccount();
  const given = identity();
  expect(await linkProvider(run.services, ada.userId, { ...given, isEmailVerified: false })).toBe('address_not_verified_there');
  expect(await linkProvider(run.services, ada.userId, given)).toBeNull();
  expect(await linkProvider(run.services, ada.userId, given)).toBeNull();
  expect(await linkProvider(run.services, eve.userId, given)).toBe('linked_to_another_person');
  expect(await whoseSession(given)).toBe(ada.userId);
});

test('two factors hold for providers too', async () => {
  const { email, userId } = await makeAccount();
  const { sessionId } = await createSession(run.services, { userId, ...browser });
  const { secret } = await startTwoFactor(run.services, { userId, sessionId }, { currentPassword: password });
  await enableTwoFactor(run.services, { userId, sessionId }, { code: codeFor(run.services, secret) });
  expect(await signIn(identity({ email }))).toMatchObject({ kind: 'second_step' });
});

test('one person who comes twice at once gets one account', async () => {
  const given = identity();
  const results = await Promise.allSettled([signIn(given), signIn(given), signIn(given)]);
  expect(results.some(({ status }) => status === 'fulfilled')).toBe(true);
  expect(await run.services.database.prisma.user.count({ where: { email: given.email } })).toBe(1);
  expect(await run.services.database.prisma.linkedAccount.count({ where: { subject: given.subject } })).toBe(1);
});

test.each([{ email: 'a@victim.com,evil@x.com' }, { email: '"a@evil.com"@victim.com' }, { email: '' }, { subject: '' }])(
  '%j is refused',
  async (own) => {
    await expect(signIn(identity(own))).rejects.toMatchObject({ code: 'invalid' });
  },
);
