'use server';
import { finishSecondStep } from '@tollgate/services/auth/finish-second-step';
import { ServiceError } from '@tollgate/services/errors';
import { redirect } from 'next/navigation';
import { getServices } from '../server/services.ts';
import { readBrowser } from './browser.ts';
import { continueSignIn, deleteSecondStepCookie, readSecondStepCookie } from './continue-sign-in.ts';
import { localPath } from './local-path.ts';
import { readText } from './read-text.ts';

/** Takes the code of an authenticator app, or a recovery code, after the right password. Returns what is wrong with it. */
export async function finishSignIn(_previous: string | null, form: FormData): Promise<string> {
  const input = { challenge: await readSecondStepCookie(), code: readText(form, 'code').slice(0, 64) };
  let path: string;
  try {
    const { sessionId } = await finishSecondStep(getServices(), input, await readBrowser());
    await deleteSecondStepCookie();
    path = await continueSignIn({ kind: 'signed_in', sessionId }, localPath(readText(form, 'next')) ?? '/');
  } catch (error) {
    if (!(error instanceof ServiceError)) throw error;
    if (error.code !== 'unauthenticated') return error.message;
    path = '/sign-in?problem=took_too_long';
  }
  redirect(path);
}
