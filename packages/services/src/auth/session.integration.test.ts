import { createDatabase } from '@tollgate/testing/postgres';
import { testDatabaseUrl, testRedisUrl } from '@tollgate/testing/test-servers';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { startTestServices, type TestServices } from '../testing/start-test-services.ts';
import { createSession } from './create-session.ts';
import { endSession } from './end-session.ts';
import { findSession } from './find-session.ts';

const HOUR = 3_600_000;
let run: TestServices;
beforeAll(async () => {
  run = await startTestServices(await createDatabase(testDatabaseUrl()), testRedisUrl());
});
afterAll(() => run.close());

async function signIn(): Promise<{ userId: string; sessionId: string }> {
  const { userId } = await run.makeTenant();
  const { sessionId } = await createSession(run.services, { userId, userAgent: `Browser\u0000${'x'.repeat(600)}`, ipAddress: '127.0.0.1' });
  return { userId, sessionId };
}

test('a session names its person until it is ended', async () => {
  const { userId, sessionId } = await signIn();
  expect(await findSession(run.services, sessionId)).toMatchObject({ userId, name: 'Owner' });
  await endSession(run.services, sessionId);
  expect(await findSession(run.services, sessionId)).toBeNull();
});

test('a session ends after 12 idle hours', async () => {
  const { sessionId } = await signIn();
  run.advance(12 * HOUR - 1);
  expect(await findSession(run.services, sessionId)).not.toBeNull();
  run.advance(12 * HOUR);
  expect(await findSession(run.services, sessionId)).toBeNull();
});

test('a session in use ends after 7 days all the same', async () => {
  const { sessionId } = await signIn();
  for (let hours = 0; hours < 7 * 24 - 8; hours += 8) {
    run.advance(8 * HOUR);
    expect(await findSession(run.services, sessionId)).not.toBeNull();
  }
  run.advance(8 * HOUR);
  expect(await findSession(run.services, sessionId)).toBeNull();
});

test('being seen is written at most once a minute', async () => {
  const { sessionId } = await signIn();
  const lastSeen = async () =>
    (await run.services.database.prisma.session.findUniqueOrThrow({ where: { id: sessionId } })).lastSeenAt.getTime();
  const begun = await lastSeen();
  run.advance(59_000);
  await findSession(run.services, sessionId);
  expect(await lastSeen()).toBe(begun);
  run.advance(1000);
  await findSession(run.services, sessionId);
  expect(await lastSeen()).toBe(begun + 60_000);
});

test.each(['', 'ses_1', "ses_' OR 1=1 --", 'ses_01k9zzzzzzzzzzzzzzzzzzzzzz\u0000'])('%j is no session', async (sessionId) => {
  expect(await findSession(run.services, sessionId)).toBeNull();
  await endSession(run.services, sessionId);
});
