import { startCatcher, type MailCatcher } from '@tollgate/mail/catcher/start-catcher';
import { createJobProducer, type JobProducer } from '@tollgate/queue/job-producer';
import type { Mail } from '@tollgate/core/mail/mail';
import { freePort } from '@tollgate/testing/free-port';
import { testKeyEncryptionKey } from '@tollgate/testing/key-encryption-key';
import { createDatabase, type TestDatabase } from '@tollgate/testing/postgres';
import { startRedis, type TestRedis } from '@tollgate/testing/redis';
import { testDatabaseUrl } from '@tollgate/testing/test-servers';
import { waitFor } from '@tollgate/testing/wait-for';
import { startWorkerProcess, type WorkerProcess } from '@tollgate/testing/worker-process';
import { Redis } from 'ioredis';
import { afterAll, beforeAll, expect, test } from 'vitest';

const TOKEN = 'c2VjcmV0LXRva2VuLW9mLXRoZS1saW5r';
const link = `http://localhost:3000/reset-password?token=${TOKEN}`;
const mailTo = (to: string): Mail => ({ to, template: 'reset_password', data: { name: 'Ada', link } });

let database: TestDatabase;
let redis: TestRedis;
let worker: WorkerProcess;
let producer: JobProducer<'send-mail'>;
let smtpPort: number;
let catcher: MailCatcher | undefined;

beforeAll(async () => {
  [database, redis, smtpPort] = await Promise.all([createDatabase(testDatabaseUrl()), startRedis(), freePort()]);
  producer = createJobProducer('send-mail', redis.url);
  worker = await startWorkerProcess({
    databaseUrl: database.url,
    redisUrl: redis.url,
    keyEncryptionKey: testKeyEncryptionKey(),
    smtpUrl: `smtp://127.0.0.1:${smtpPort}`,
  });
});
afterAll(async () => {
  await producer.close();
  await worker.stop();
  await catcher?.close();
  await Promise.all([database.drop(), redis.stop()]);
});

async function readEverything(): Promise<string> {
  const client = new Redis(redis.url);
  const keys = await client.keys('*');
  const values = await Promise.all(keys.map(async (key) => ((await client.type(key)) === 'hash' ? client.hgetall(key) : key)));
  client.disconnect();
  return JSON.stringify(values);
}

test('a mail waits for a server that is away, and its link is gone from Redis once it is sent', async () => {
  await producer.add({ id: 'mail_1', mail: mailTo('ada@example.com') }, { jobId: 'mail_1' });
  await waitFor('a first try', () => worker.output().includes('could not be handed to the mail server'));
  expect(await readEverything()).toContain(TOKEN);
  catcher = await startCatcher({ smtpPort, pagePort: 0 });
  const pageUrl = catcher.pageUrl;
  const mails = await waitFor(
    'the mail',
    async () => {
      const caught = (await (await fetch(`${pageUrl}/mails.json`)).json()) as { to: string[]; text: string }[];
      return caught.length > 0 && caught;
    },
    { timeoutMs: 20_000 },
  );
  expect(mails).toMatchObject([{ to: ['ada@example.com'], text: expect.stringContaining(link) }]);
  await waitFor('the job to be gone', async () => !(await readEverything()).includes(TOKEN));
});

test('an address that is refused is not tried again and leaves nothing behind', async () => {
  await producer.add({ id: 'mail_2', mail: mailTo('not an address') }, { jobId: 'mail_2' });
  await waitFor('the refusal', () => worker.output().includes('The mail server refused the address'));
  await waitFor('the job to be gone', async () => !(await readEverything()).includes(TOKEN));
  expect(await producer.isQueued('mail_2')).toBe(false);
});

test('no log line holds a link or an address', () => {
  expect(worker.output()).toContain('mail sent');
  expect(worker.output()).not.toContain(TOKEN);
  expect(worker.output()).not.toContain('ada@example.com');
});
