import { randomUUID } from 'node:crypto';
import { connectRedis } from '@tollgate/redis/client';
import { createDatabase } from '@tollgate/testing/postgres';
import { testDatabaseUrl, testRedisUrl } from '@tollgate/testing/test-servers';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { startTestServices, type TestServices } from '../testing/start-test-services.ts';
import { signUp } from './sign-up.ts';
import { verifyPassword } from './verify-password.ts';

const password = 'correct horse battery';
let run: TestServices;
beforeAll(async () => {
  run = await startTestServices(await createDatabase(testDatabaseUrl()), testRedisUrl());
});
afterAll(() => run.close());

async function makeAccount(): Promise<{ email: string; userId: string }> {
  const email = `${randomUUID()}@example.com`;
  const { userId } = await signUp(run.services, { name: 'A', email, password });
  return { email, userId };
}

test('the right password names its person and any other does not', async () => {
  const { email, userId } = await makeAccount();
  expect(await verifyPassword(run.services, { email: email.toUpperCase(), password })).toEqual({ userId });
  expect(await verifyPassword(run.services, { email, password: 'correct horse batterz' })).toBeNull();
  expect(await verifyPassword(run.services, { email: 'nobody@example.com', password })).toBeNull();
});

test('the password is stored as argon2id with 19 MiB, two passes and one lane', async () => {
  const { userId } = await makeAccount();
  const { passwordHash } = await run.services.database.prisma.user.findUniqueOrThrow({ where: { id: userId } });
  expect(passwordHash).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$/);
});

test('an unknown address takes as long as a wrong password', async () => {
  const { email } = await makeAccount();
  const time = async (address: string) => {
    const begun = performance.now();
    await verifyPassword(run.services, { email: address, password: 'wrong password' });
    return performance.now() - begun;
  };
  const known: number[] = [];
  const unknown: number[] = [];
  for (let i = 0; i < 4; i++) {
    known.push(await time(email));
    unknown.push(await time(`${randomUUID()}@example.com`));
  }
  // Without the hash an unknown address answers more than ten times as fast; the least of several is free of the machine's noise.
  expect(Math.min(...unknown)).toBeGreaterThan(Math.min(...known) / 3);
});

test('the sixth attempt for an address is refused, even with the right password and from elsewhere', async () => {
  const { email } = await makeAccount();
  const attempt = (given: string, ipAddress: string) => verifyPassword(run.services, { email, password: given, ipAddress });
  await Promise.all([1, 2, 3, 4, 5].map((number) => attempt('wrong password', `${randomUUID()}-${number}`)));
  await expect(attempt(password, randomUUID())).rejects.toMatchObject({
    code: 'too_many_requests',
    message: expect.stringContaining('15 minutes'),
  });
});

test('a right password starts the count of its address anew', async () => {
  const { email, userId } = await makeAccount();
  for (let round = 0; round < 2; round++) {
    for (let i = 0; i < 4; i++) expect(await verifyPassword(run.services, { email, password: 'wrong password' })).toBeNull();
    expect(await verifyPassword(run.services, { email, password })).toEqual({ userId });
  }
});

test('the fifty-first attempt from one IP address is refused, whatever addresses it tries', async () => {
  const ipAddress = randomUUID();
  const guess = () => verifyPassword(run.services, { email: `${randomUUID()}@example.com`, password: 'wrong password', ipAddress });
  await Promise.all(Array.from({ length: 50 }, guess));
  await expect(verifyPassword(run.services, { email: 'new@example.com', password, ipAddress })).rejects.toMatchObject({
    code: 'too_many_requests',
  });
});

test('guessing is not free while Redis is down: nobody can sign in', async () => {
  const { email } = await makeAccount();
  const redis = connectRedis('redis://127.0.0.1:9', { name: 'nowhere', commandTimeoutMs: 200 });
  try {
    await expect(verifyPassword({ ...run.services, redis }, { email, password })).rejects.toMatchObject({ code: 'unavailable' });
  } finally {
    redis.disconnect();
  }
});
