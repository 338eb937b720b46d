'use server';
import { confirmEmail as confirm } from '@tollgate/services/auth/confirm-email';
import { ServiceError } from '@tollgate/services/errors';
import { redirect } from 'next/navigation';
import { getServices } from '../server/services.ts';
import { readBrowser } from './browser.ts';
import { readText } from './read-text.ts';
import { getSession } from './session.ts';

/** Follows the link of a mail; returns why it does not lead on. */
export async function confirmEmail(_previous: string | null, form: FormData): Promise<string> {
  const session = await getSession();
  try {
    const { ipAddress } = await readBrowser();
    const token = readText(form, 'token').slice(0, 128);
    await confirm(getServices(), { token, ipAddress, sessionId: session?.sessionId ?? null });
  } catch (error) {
    if (!(error instanceof ServiceError)) throw error;
    return error.message;
  }
  redirect((await getSession()) === null ? '/sign-in?done=email_confirmed' : '/account?done=email_confirmed');
}
