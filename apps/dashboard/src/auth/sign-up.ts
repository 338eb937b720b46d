'use server';
import { beginSession } from '@tollgate/services/auth/begin-session';
import { signUp as createAccount } from '@tollgate/services/auth/sign-up';
import { ServiceError } from '@tollgate/services/errors';
import { redirect } from 'next/navigation';
import { getServices } from '../server/services.ts';
import { readBrowser } from './browser.ts';
import { continueSignIn } from './continue-sign-in.ts';
import type { AuthFormState } from './form-state.ts';
import { localPath } from './local-path.ts';
import { readText } from './read-text.ts';

export async function signUp(_previous: AuthFormState, form: FormData): Promise<AuthFormState> {
  const values = { name: readText(form, 'name'), email: readText(form, 'email'), organizationName: readText(form, 'organizationName') };
  const services = getServices();
  const browser = await readBrowser();
  let path: string;
  try {
    const { organizationName, ...rest } = values;
    const { userId } = await createAccount(services, {
      ...rest,
      password: readText(form, 'password'),
      ...(organizationName.trim() === '' ? {} : { organizationName }),
      ipAddress: browser.ipAddress,
    });
    path = await continueSignIn(await beginSession(services, userId, browser), localPath(readText(form, 'next')) ?? '/welcome');
  } catch (error) {
    if (error instanceof ServiceError) return { message: error.message, field: error.field, values };
    throw error;
  }
  redirect(path);
}
