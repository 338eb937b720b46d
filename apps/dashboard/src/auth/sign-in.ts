'use server';
import { beginSession } from '@tollgate/services/auth/begin-session';
import { verifyPassword } from '@tollgate/services/auth/verify-password';
import { ServiceError } from '@tollgate/services/errors';
import { redirect } from 'next/navigation';
import { getServices } from '../server/services.ts';
import { readBrowser } from './browser.ts';
import { continueSignIn } from './continue-sign-in.ts';
import type { AuthFormState } from './form-state.ts';
import { localPath } from './local-path.ts';
import { readText } from './read-text.ts';

export async function signIn(_previous: AuthFormState, form: FormData): Promise<AuthFormState> {
  const email = readText(form, 'email');
  const refused = (message: string) => ({ message, field: null, values: { name: '', email, organizationName: '' } });
  const wrong = () => refused('The e-mail address or the password is wrong. Check both and try again.');
  const services = getServices();
  const browser = await readBrowser();
  let path: string;
  try {
    const user = await verifyPassword(services, { email, password: readText(form, 'password'), ipAddress: browser.ipAddress });
    if (user === null) return wrong();
    path = await continueSignIn(await beginSession(services, user.userId, browser), localPath(readText(form, 'next')) ?? '/');
  } catch (error) {
    if (!(error instanceof ServiceError)) throw error;
    return error.code === 'invalid' ? wrong() : refused(error.message);
  }
  redirect(path);
}
