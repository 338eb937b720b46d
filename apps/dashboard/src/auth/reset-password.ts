'use server';
import { requestPasswordReset } from '@tollgate/services/auth/request-password-reset';
import { resetPassword } from '@tollgate/services/auth/reset-password';
import { ServiceError } from '@tollgate/services/errors';
import { redirect } from 'next/navigation';
import { getServices } from '../server/services.ts';
import { readBrowser } from './browser.ts';
import { readText } from './read-text.ts';

export type ResetRequestState = { message: string | null; email: string; isSent: boolean };

export async function requestReset(_previous: ResetRequestState, form: FormData): Promise<ResetRequestState> {
  const email = readText(form, 'email');
  try {
    await requestPasswordReset(getServices(), { email, ipAddress: (await readBrowser()).ipAddress });
    return { message: null, email, isSent: true };
  } catch (error) {
    if (!(error instanceof ServiceError)) throw error;
    return { message: error.message.replace(/^email: /, ''), email, isSent: false };
  }
}

/** Returns what is wrong with the new password or the link. */
export async function choosePassword(_previous: string | null, form: FormData): Promise<string> {
  try {
    const { ipAddress } = await readBrowser();
    await resetPassword(getServices(), { token: readText(form, 'token').slice(0, 128), password: readText(form, 'password'), ipAddress });
  } catch (error) {
    if (!(error instanceof ServiceError)) throw error;
    return error.message.replace(/^password: /, '');
  }
  redirect('/sign-in?done=password_reset');
}
