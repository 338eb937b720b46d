import { randomUUID } from 'node:crypto';
import { newId } from '@tollgate/secrets/new-id';
import { createDatabase } from '@tollgate/testing/postgres';
import { testDatabaseUrl, testRedisUrl } from '@tollgate/testing/test-servers';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { beginSession } from '../auth/begin-session.ts';
import { createSession } from '../auth/create-session.ts';
import { findSession } from '../auth/find-session.ts';
import { finishSecondStep } from '../auth/finish-second-step.ts';
import { signUp } from '../auth/sign-up.ts';
import { verifyPassword } from '../auth/verify-password.ts';
import { codeFor } from '../testing/code-for.ts';
import { readQueuedMails } from '../testing/read-queued-mails.ts';
import { startTestServices, type TestServices } from '../testing/start-test-services.ts';
import { changePassword } from './change-password.ts';
import { deleteAccount } from './delete-account.ts';
import { disableTwoFactor } from './disable-two-factor.ts';
import { enableTwoFactor } from './enable-two-factor.ts';
import { revokeOtherSessions, revokeSession } from './end-sessions.ts';
import { getAccount } from './get-account.ts';
import { listSessions } from './list-sessions.ts';
import { renewRecoveryCodes } from './renew-recovery-codes.ts';
import { startTwoFactor } from './start-two-factor.ts';
import { unlinkProvider } from './unlink-provider.ts';

const password = 'correct horse battery';
const browser = { userAgent: 'curl/8', ipAddress: '192.0.2.1' };
let run: TestServices;
beforeAll(async () => {
  run = await startTestServices(await createDatabase(testDatabaseUrl()), testRedisUrl());
});
afterAll(() => run.close());

async function makeAccount() {
  const email = `${randomUUID()}@example.com`;
  const { userId, organizationId } = await signUp(run.services, { name: 'Ada', email, password });
  const { sessionId } = await createSession(run.services, { userId, ...browser });
  return { email, userId, sessionId, organizationId };
}

async function withTwoFactor() {
  const account = await makeAccount();
  const { secret } = await startTwoFactor(run.services, account, { currentPassword: password });
  const { recoveryCodes } = await enableTwoFactor(run.services, account, { code: codeFor(run.services, secret) });
  // The code above is used up; everything after happens in a later step.
  run.advance(60_000);
  return { ...account, secret, recoveryCodes };
}

async function challengeOf(userId: string): Promise<string> {
  const begun = await beginSession(run.services, userId, browser);
  if (begun.kind !== 'second_step') throw new Error('There is no second step');
  return begun.challenge;
}

const finish = (challenge: string, code: string) => finishSecondStep(run.services, { challenge, code }, browser);

describe('the password', () => {
  test('is changed with the present one, which ends other sessions and is told by mail', async () => {
    const account = await makeAccount();
    const other = await createSession(run.services, { userId: account.userId, ...browser });
    await expect(
      changePassword(run.services, account, { currentPassword: 'wrong password', newPassword: 'a new one to keep' }),
    ).rejects.toMatchObject({
      code: 'invalid',
      field: 'currentPassword',
    });
    await changePassword(run.services, account, { currentPassword: password, newPassword: 'a new one to keep' });
    expect(await findSession(run.services, other.sessionId)).toBeNull();
    expect(await findSession(run.services, account.sessionId)).not.toBeNull();
    expect(await verifyPassword(run.services, { email: account.email, password: 'a new one to keep' })).not.toBeNull();
    expect((await readQueuedMails(run.services, account.email)).at(-1)?.template).toBe('password_changed');
  });

  test('cannot be guessed from an open browser', async () => {
    const account = await makeAccount();
    const guess = () => changePassword(run.services, account, { currentPassword: 'wrong password', newPassword: 'a new one to keep' });
    for (let tries = 0; tries < 10; tries++) await expect(guess()).rejects.toMatchObject({ code: 'invalid' });
    await expect(
      changePassword(run.services, account, { currentPassword: password, newPassword: 'a new one to keep' }),
    ).rejects.toMatchObject({
      code: 'too_many_requests',
    });
  });

  test('is set first by whoever has none and signed in a moment ago', async () => {
    const account = await makeAccount();
    await run.services.database.prisma.user.update({ where: { id: account.userId }, data: { passwordHash: null } });
    expect(await verifyPassword(run.services, { email: account.email, password })).toBeNull();
    run.advance(16 * 60_000);
    await expect(changePassword(run.services, account, { newPassword: 'a first one to keep' })).rejects.toMatchObject({
      code: 'forbidden',
    });
    const { sessionId } = await createSession(run.services, { userId: account.userId, ...browser });
    await changePassword(run.services, { ...account, sessionId }, { newPassword: 'a first one to keep' });
    expect((await getAccount(run.services, account.userId)).hasPassword).toBe(true);
  });
});

describe('two factors', () => {
  test('are asked for once a first code was right, and not before', async () => {
    const account = await makeAccount();
    const { secret, uri } = await startTwoFactor(run.services, account, { currentPassword: password });
    expect(uri).toMatch(/^otpauth:\/\/totp\/Tollgate:/);
    expect((await beginSession(run.services, account.userId, browser)).kind).toBe('signed_in');
    await expect(enableTwoFactor(run.services, account, { code: '000000' })).rejects.toMatchObject({ code: 'invalid', field: 'code' });
    await enableTwoFactor(run.services, account, { code: codeFor(run.services, secret) });
    expect((await beginSession(run.services, account.userId, browser)).kind).toBe('second_step');
    await expect(startTwoFactor(run.services, account, { currentPassword: password })).rejects.toMatchObject({ code: 'conflict' });
  });

  test('keep the secret sealed and the recovery codes hashed', async () => {
    const { userId, secret, recoveryCodes } = await withTwoFactor();
    const { prisma } = run.services.database;
    const stored = JSON.stringify([
      await prisma.twoFactor.findMany({ where: { userId } }),
      await prisma.recoveryCode.findMany({ where: { userId } }),
    ]);
    for (const text of [secret, ...recoveryCodes, ...recoveryCodes.map((code) => code.replaceAll('-', ''))])
      expect(stored).not.toContain(text);
  });

  test('take each code once, also when it is sent twice at once', async () => {
    const { userId, secret } = await withTwoFactor();
    const code = codeFor(run.services, secret);
    const challenges = await Promise.all([challengeOf(userId), challengeOf(userId), challengeOf(userId)]);
    const results = await Promise.allSettled(challenges.map((challenge) => finish(challenge, code)));
    expect(results.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    await expect(finish(await challengeOf(userId), code)).rejects.toMatchObject({ code: 'invalid' });
  });

  test.each([
    [-30_000, true],
    [30_000, true],
    [-90_000, false],
    [90_000, false],
  ])('a clock that is off by %i ms: %s', async (offsetMs, isTaken) => {
    const { userId, secret } = await withTwoFactor();
    run.advance(60_000);
    const [result] = await Promise.allSettled([finish(await challengeOf(userId), codeFor(run.services, secret, offsetMs))]);
    expect(result?.status).toBe(isTaken ? 'fulfilled' : 'rejected');
  });

  test('take a recovery code once, in any case and with any dashes', async () => {
    const { userId, recoveryCodes } = await withTwoFactor();
    const [first = '', second = ''] = recoveryCodes;
    await finish(await challengeOf(userId), first.toUpperCase());
    await expect(finish(await challengeOf(userId), first)).rejects.toMatchObject({ code: 'invalid' });
    await finish(await challengeOf(userId), ` ${second.replaceAll('-', '')} `);
    expect((await getAccount(run.services, userId)).twoFactor.recoveryCodesLeft).toBe(8);
  });

  test('are not guessed: the sixth code in 15 minutes is refused, on whichever challenge', async () => {
    const { userId, secret } = await withTwoFactor();
    for (let tries = 0; tries < 5; tries++)
      await expect(finish(await challengeOf(userId), '000000')).rejects.toMatchObject({ code: 'invalid' });
    await expect(finish(await challengeOf(userId), codeFor(run.services, secret))).rejects.toMatchObject({ code: 'too_many_requests' });
  });

  test('a challenge works once and for nobody else', async () => {
    const { userId, secret } = await withTwoFactor();
    const challenge = await challengeOf(userId);
    await finish(challenge, codeFor(run.services, secret));
    run.advance(30_000);
    await expect(finish(challenge, codeFor(run.services, secret))).rejects.toMatchObject({ code: 'unauthenticated' });
    for (const forged of ['', 'x'.repeat(43), userId])
      await expect(finish(forged, '000000')).rejects.toMatchObject({ code: 'unauthenticated' });
  });

  test('go with the password and a code, and with neither alone', async () => {
    const account = await withTwoFactor();
    const code = () => codeFor(run.services, account.secret);
    await expect(disableTwoFactor(run.services, account, { currentPassword: 'wrong password', code: code() })).rejects.toMatchObject({
      field: 'currentPassword',
    });
    await expect(disableTwoFactor(run.services, account, { currentPassword: password, code: '000000' })).rejects.toMatchObject({
      field: 'code',
    });
    const { recoveryCodes } = await renewRecoveryCodes(run.services, account, {
      currentPassword: password,
      code: account.recoveryCodes[0] ?? '',
    });
    expect(recoveryCodes).toHaveLength(10);
    await expect(
      disableTwoFactor(run.services, account, { currentPassword: password, code: account.recoveryCodes[1] ?? '' }),
    ).rejects.toMatchObject({ field: 'code' });
    await disableTwoFactor(run.services, account, { currentPassword: password, code: code() });
    expect((await getAccount(run.services, account.userId)).twoFactor).toEqual({ isOn: false, recoveryCodesLeft: 0 });
    expect((await beginSession(run.services, account.userId, browser)).kind).toBe('signed_in');
  });
});

describe('sessions', () => {
  test('are listed with what tells them apart, this browser first, and without those that are over', async () => {
    const account = await makeAccount();
    await createSession(run.services, { userId: account.userId, userAgent: 'old', ipAddress: null });
    run.advance(13 * 3_600_000);
    const { sessionId } = await createSession(run.services, { userId: account.userId, ...browser });
    await createSession(run.services, { userId: account.userId, userAgent: 'newer', ipAddress: null });
    const sessions = await listSessions(run.services, { ...account, sessionId });
    expect(sessions.map(({ userAgent, isCurrent }) => [userAgent, isCurrent])).toEqual([
      ['curl/8', true],
      ['newer', false],
    ]);
    expect(sessions[0]).toMatchObject({ ipAddress: '192.0.2.1', lastSeenAt: expect.any(Date) });
  });

  test("are ended one by one or all but this one, and nobody ends another's", async () => {
    const account = await makeAccount();
    const stranger = await makeAccount();
    const [one, two] = await Promise.all([1, 2].map(() => createSession(run.services, { userId: account.userId, ...browser })));
    await revokeSession(run.services, stranger, { sessionId: one!.sessionId });
    expect(await findSession(run.services, one!.sessionId)).not.toBeNull();
    await revokeSession(run.services, account, { sessionId: one!.sessionId });
    expect(await findSession(run.services, one!.sessionId)).toBeNull();
    expect(await revokeOtherSessions(run.services, account)).toEqual({ ended: 1 });
    expect(await findSession(run.services, two!.sessionId)).toBeNull();
    expect(await findSession(run.services, account.sessionId)).not.toBeNull();
    expect(await findSession(run.services, stranger.sessionId)).not.toBeNull();
  });
});

test('the last way to sign in is not unlinked, not even by two requests at once', async () => {
  const account = await makeAccount();
  const { prisma } = run.services.database;
  await prisma.user.update({ where: { id: account.userId }, data: { passwordHash: null } });
  for (const provider of ['github', 'google']) {
    await prisma.linkedAccount.create({
      data: { id: newId('lnk'), userId: account.userId, provider, subject: randomUUID(), email: account.email },
    });
  }
  const results = await Promise.allSettled(['github', 'google'].map((provider) => unlinkProvider(run.services, account, { provider })));
  expect(results.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
  expect(await prisma.linkedAccount.count({ where: { userId: account.userId } })).toBe(1);
});

describe('the account', () => {
  test('is not deleted while it owns an organisation alone, nor without its own address and password', async () => {
    const account = await makeAccount();
    const remove = (input: { confirmEmail?: string; currentPassword?: string }) =>
      deleteAccount(run.services, account, { confirmEmail: account.email, currentPassword: password, ...input });
    await expect(remove({ confirmEmail: 'somebody@example.com' })).rejects.toMatchObject({ field: 'confirmEmail' });
    await expect(remove({ currentPassword: 'wrong password' })).rejects.toMatchObject({ field: 'currentPassword' });
    await expect(remove({})).rejects.toMatchObject({ code: 'conflict', message: expect.stringContaining("Ada's organization") });
    expect((await getAccount(run.services, account.userId)).email).toBe(account.email);
  });

  test('goes with everything of the person, and what they made in an organisation stays under their name', async () => {
    const account = await makeAccount();
    const heir = await makeAccount();
    const { prisma } = run.services.database;
    const { organizationId, userId } = account;
    await prisma.membership.create({ data: { id: newId('mem'), organizationId, userId: heir.userId, role: 'owner' } });
    await deleteAccount(run.services, account, { confirmEmail: account.email.toUpperCase(), currentPassword: password });
    expect(await prisma.user.count({ where: { id: userId } })).toBe(0);
    expect(await findSession(run.services, account.sessionId)).toBeNull();
    expect(await prisma.emailToken.count({ where: { userId } })).toBe(0);
    expect(await prisma.formerMember.findMany({ where: { organizationId } })).toMatchObject([{ name: 'Ada', email: account.email }]);
  });
});
