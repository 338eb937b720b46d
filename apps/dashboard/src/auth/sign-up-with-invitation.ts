'use server';
import { beginSession } from '@tollgate/services/auth/begin-session';
import { ServiceError } from '@tollgate/services/errors';
import { TRPCError } from '@trpc/server';
import { redirect } from 'next/navigation';
import { getServices } from '../server/services.ts';
import { callerFor } from '../trpc/server.ts';
import { readBrowser } from './browser.ts';
import { continueSignIn } from './continue-sign-in.ts';
import type { AuthFormState } from './form-state.ts';
import { readText } from './read-text.ts';

/** Makes an account that belongs to the organisation from the start, and signs it in. */
export async function signUpWithInvitation(_previous: AuthFormState, form: FormData): Promise<AuthFormState> {
  const values = { name: readText(form, 'name'), email: readText(form, 'email'), organizationName: '' };
  const browser = await readBrowser();
  let path: string;
  try {
    const made = await callerFor(null, null, browser.ipAddress).invitation.signUp({
      token: readText(form, 'token'),
      name: values.name,
      email: values.email,
      password: readText(form, 'password'),
    });
    const next = `/requests?${new URLSearchParams({ org: made.organization })}`;
    path = await continueSignIn(await beginSession(getServices(), made.userId, browser), next);
  } catch (error) {
    if (!(error instanceof TRPCError)) throw error;
    return { message: error.message, field: error.cause instanceof ServiceError ? error.cause.field : null, values };
  }
  redirect(path);
}
