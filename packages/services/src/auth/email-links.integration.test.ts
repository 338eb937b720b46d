import { randomUUID } from 'node:crypto';
import { createDatabase } from '@tollgate/testing/postgres';
import { testDatabaseUrl, testRedisUrl } from '@tollgate/testing/test-servers';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openTenantContext } from '../access/open-tenant-context.ts';
import { enableTwoFactor } from '../account/enable-two-factor.ts';
import { requestEmailChange } from '../account/request-email-change.ts';
import { startTwoFactor } from '../account/start-two-factor.ts';
import { createInvitation } from '../invitation/create-invitation.ts';
import { readQueuedMails, tokenIn } from '../testing/read-queued-mails.ts';
import { startTestServices, type TestServices } from '../testing/start-test-services.ts';
import { confirmEmail, readEmailLink } from './confirm-email.ts';
import { createSession } from './create-session.ts';
import { markEmailVerified } from './mark-email-verified.ts';
import { requestPasswordReset } from './request-password-reset.ts';
import { resetPassword } from './reset-password.ts';
import { sendVerification } from './send-verification.ts';
import { signUp } from './sign-up.ts';
import { codeFor } from '../testing/code-for.ts';
import { verifyPassword } from './verify-password.ts';

const password = 'correct horse battery';
let run: TestServices;
beforeAll(async () => {
  run = await startTestServices(await createDatabase(testDatabaseUrl()), testRedisUrl());
});
afterAll(() => run.close());

const browser = { userAgent: null, ipAddress: null };
const from = () => ({ ipAddress: randomUUID() });

async function makeAccount() {
  const email = `${randomUUID()}@example.com`;
  const { userId } = await signUp(run.services, { name: 'Ada', email, password });
  const { sessionId } = await createSession(run.services, { userId, ...browser });
  return { email, userId, sessionId };
}

const mailsTo = (email: string) => readQueuedMails(run.services, email);
const readUser = (userId: string) => run.services.database.prisma.user.findUniqueOrThrow({ where: { id: userId } });
const confirm = (token: string, sessionId: string | null = null) => confirmEmail(run.services, { token, sessionId, ...from() });

async function resetToken(email: string): Promise<string> {
  await requestPasswordReset(run.services, { email, ...from() });
  return tokenIn((await mailsTo(email)).findLast(({ template }) => template === 'reset_password'));
}

test('signing up mails a link that confirms the address once; looking at it uses nothing up', async () => {
  const { email, userId } = await makeAccount();
  const [mail, ...others] = await mailsTo(email);
  expect(mail).toMatchObject({ template: 'verify_email', data: { name: 'Ada' } });
  expect(others).toEqual([]);
  const token = tokenIn(mail);
  expect(await readEmailLink(run.services, token)).toEqual({ email, isChange: false });
  expect((await readUser(userId)).emailVerifiedAt).toBeNull();
  await confirm(token);
  expect((await readUser(userId)).emailVerifiedAt).not.toBeNull();
  await expect(confirm(token)).rejects.toMatchObject({ code: 'invalid' });
});

test('of two who follow a link at once, one gets through', async () => {
  const { email } = await makeAccount();
  const token = tokenIn((await mailsTo(email))[0]);
  const results = await Promise.allSettled([confirm(token), confirm(token), confirm(token)]);
  expect(results.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
});

test('what is stored of a link does not open it, nor does a link of another kind', async () => {
  const { email, userId } = await makeAccount();
  const reset = await resetToken(email);
  await expect(confirm(reset)).rejects.toMatchObject({ code: 'invalid' });
  const stored = await run.services.database.prisma.emailToken.findMany({ where: { userId } });
  expect(stored).toHaveLength(2);
  for (const { hash } of stored) {
    await expect(confirm(hash)).rejects.toMatchObject({ code: 'invalid' });
    expect(JSON.stringify(stored)).not.toContain(reset);
  }
});

test.each(['', 'x', "' OR 1=1 --", 'a'.repeat(43), '\0'.repeat(43), 'a'.repeat(128)])('%j opens nothing', async (token) => {
  await expect(confirm(token)).rejects.toMatchObject({ code: 'invalid' });
  await expect(resetPassword(run.services, { token, password, ...from() })).rejects.toMatchObject({ code: 'invalid' });
});

test('a link to confirm is sent again at most five times an hour', async () => {
  const { userId } = await makeAccount();
  for (let sent = 1; sent < 5; sent++) await sendVerification(run.services, userId);
  await expect(sendVerification(run.services, userId)).rejects.toMatchObject({ code: 'too_many_requests' });
});

test('a reset sets the password, ends every session and confirms the address', async () => {
  const { email, userId } = await makeAccount();
  const token = await resetToken(email);
  await resetPassword(run.services, { token, password: 'a new one to keep', ...from() });
  expect(await run.services.database.prisma.session.count({ where: { userId } })).toBe(0);
  expect(await verifyPassword(run.services, { email, password })).toBeNull();
  expect(await verifyPassword(run.services, { email, password: 'a new one to keep' })).toEqual({ userId });
  expect((await readUser(userId)).emailVerifiedAt).not.toBeNull();
  expect((await mailsTo(email)).at(-1)?.template).toBe('password_changed');
  await expect(resetPassword(run.services, { token, password, ...from() })).rejects.toMatchObject({ code: 'invalid' });
});

test('a link to reset is over after 30 minutes', async () => {
  const { email } = await makeAccount();
  const token = await resetToken(email);
  run.advance(30 * 60_000 + 1);
  await expect(resetPassword(run.services, { token, password, ...from() })).rejects.toMatchObject({ code: 'invalid' });
});

test('a password that is too short leaves the link as it was', async () => {
  const { email } = await makeAccount();
  const token = await resetToken(email);
  await expect(resetPassword(run.services, { token, password: 'short', ...from() })).rejects.toMatchObject({ field: 'password' });
  await resetPassword(run.services, { token, password: 'long enough now', ...from() });
});

test('an unknown address gets no mail, the same answer, and it takes as long', async () => {
  const { email } = await makeAccount();
  const time = async (address: string) => {
    const begun = performance.now();
    expect(await requestPasswordReset(run.services, { email: address, ...from() })).toBeUndefined();
    return performance.now() - begun;
  };
  const stranger = `${randomUUID()}@example.com`;
  const [known, unknown] = [await time(email), await time(stranger)];
  expect(Math.abs(known - unknown)).toBeLessThan(200);
  expect(await mailsTo(stranger)).toEqual([]);
});

test('resets are counted by address, whether or not it is known', async () => {
  const { email } = await makeAccount();
  for (const address of [email, `${randomUUID()}@example.com`]) {
    for (let asked = 0; asked < 4; asked++) await requestPasswordReset(run.services, { email: address, ...from() });
    await expect(requestPasswordReset(run.services, { email: address, ...from() })).rejects.toMatchObject({ code: 'too_many_requests' });
  }
});

test('whoever signed up with an address of somebody else keeps no way in once its owner resets the password', async () => {
  const { email, userId, sessionId } = await makeAccount();
  const { secret } = await startTwoFactor(run.services, { userId, sessionId }, { currentPassword: password });
  await enableTwoFactor(run.services, { userId, sessionId }, { code: codeFor(run.services, secret) });
  const { prisma } = run.services.database;
  await prisma.linkedAccount.create({
    data: { id: `lnk_${userId}`, userId, provider: 'github', subject: userId, email: 'thief@example.com' },
  });
  await requestEmailChange(run.services, { userId, sessionId }, { email: `${randomUUID()}@example.com`, currentPassword: password });
  await resetPassword(run.services, { token: await resetToken(email), password: 'a new one to keep', ...from() });
  const where = { userId };
  const left = [prisma.session, prisma.linkedAccount, prisma.twoFactor, prisma.recoveryCode, prisma.emailToken].map((table) =>
    (table as typeof prisma.session).count({ where }),
  );
  expect(await Promise.all(left)).toEqual([0, 0, 0, 0, 0]);
});

test('a changed address counts from the link on, ends other sessions and is told to the old one', async () => {
  const { email, userId, sessionId } = await makeAccount();
  await createSession(run.services, { userId, ...browser });
  const next = `${randomUUID()}@example.com`;
  await requestEmailChange(run.services, { userId, sessionId }, { email: next, currentPassword: password });
  expect((await readUser(userId)).email).toBe(email);
  await confirm(tokenIn((await mailsTo(next))[0]), sessionId);
  expect(await readUser(userId)).toMatchObject({ email: next, emailVerifiedAt: expect.any(Date) });
  const sessions = await run.services.database.prisma.session.findMany({ where: { userId }, select: { id: true } });
  expect(sessions).toEqual([{ id: sessionId }]);
  expect((await mailsTo(email)).at(-1)).toMatchObject({ template: 'email_changed', data: { newEmail: next } });
});

test('an address that somebody else takes meanwhile stays theirs', async () => {
  const { userId, sessionId } = await makeAccount();
  const next = `${randomUUID()}@example.com`;
  await requestEmailChange(run.services, { userId, sessionId }, { email: next, currentPassword: password });
  const token = tokenIn((await mailsTo(next))[0]);
  await signUp(run.services, { name: 'Grace', email: next, password });
  await expect(confirm(token)).rejects.toMatchObject({ code: 'conflict' });
  await expect(requestEmailChange(run.services, { userId, sessionId }, { email: next, currentPassword: password })).rejects.toMatchObject({
    code: 'conflict',
    field: 'email',
  });
});

test('without Redis nothing is sent and nothing is free, but signing up goes through', async () => {
  const { userId } = await makeAccount();
  const away: typeof run.services = {
    ...run.services,
    mailQueue: { add: () => Promise.reject(new Error('Redis does not answer')), close: async () => undefined },
  };
  await expect(sendVerification(away, userId)).rejects.toMatchObject({ code: 'unavailable' });
  expect(await signUp(away, { name: 'Ada', email: `${randomUUID()}@example.com`, password })).toMatchObject({ userId: expect.any(String) });
});

test('nobody invites before their own address is confirmed', async () => {
  const { userId, organizationId } = await signUp(run.services, { name: 'Ada', email: `${randomUUID()}@example.com`, password });
  const context = await openTenantContext(run.services, { userId, organization: organizationId });
  const invite = () => createInvitation(context, { email: `${randomUUID()}@example.com`, role: 'viewer' });
  await expect(invite()).rejects.toMatchObject({ code: 'forbidden', message: expect.stringContaining('Confirm your e-mail address') });
  await markEmailVerified(run.services.database.prisma, run.services, userId);
  expect(await invite()).toMatchObject({ isMailed: true });
});
