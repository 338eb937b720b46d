import { waitFor } from '@tollgate/testing/wait-for';
import { readStack } from '../stack/stack.ts';

export type ReceivedMail = { id: number; to: string[]; subject: string; text: string };

/** The newest mail to somebody with this subject; waits for it. */
export async function receiveMail(to: string, subject: string | RegExp): Promise<ReceivedMail> {
  return waitFor(
    `the mail "${subject}" to ${to}`,
    async () => {
      const mails = (await (await fetch(`${readStack().mailUrl}/mails.json`)).json()) as ReceivedMail[];
      return mails.find(
        (mail) => mail.to.includes(to) && (typeof subject === 'string' ? mail.subject === subject : subject.test(mail.subject)),
      );
    },
    { timeoutMs: 10_000 },
  );
}

/** The path that a mail's link leads to. */
export function linkIn({ text }: ReceivedMail): string {
  const url = /https?:\/\/\S+/.exec(text)?.[0];
  if (url === undefined) throw new Error(`There is no link in: ${text}`);
  const { pathname, search } = new URL(url);
  return pathname + search;
}
