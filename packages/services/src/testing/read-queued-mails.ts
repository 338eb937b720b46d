import type { Mail } from '@tollgate/core/mail/mail';
import type { Services } from '../context.ts';

/** The mails to somebody that wait for a worker, oldest first; of a test that runs none. */
export async function readQueuedMails({ redis }: Pick<Services, 'redis'>, to: string): Promise<Mail[]> {
  const ids = await redis.lrange('bull:send-mail:wait', 0, -1);
  const jobs = await Promise.all(ids.toReversed().map((id) => redis.hget(`bull:send-mail:${id}`, 'data')));
  return jobs.flatMap((data) => (data === null ? [] : [(JSON.parse(data) as { mail: Mail }).mail])).filter((mail) => mail.to === to);
}

/** The secret in the link of a mail. */
export function tokenIn(mail: Mail | undefined): string {
  const token = mail !== undefined && 'link' in mail.data ? new URL(mail.data.link).searchParams.get('token') : null;
  if (token === null || token === undefined) throw new Error('The mail holds no link with a token');
  return token;
}
