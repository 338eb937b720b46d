'use server';
import { AuthError } from 'next-auth';
import { redirect } from 'next/navigation';
import type { AuthFormState } from './form-state.ts';
import { signIn as signInWithNextAuth, SignInThrottled } from './next-auth.ts';
import { localPath } from './local-path.ts';
import { readText } from './read-text.ts';

export async function signIn(_previous: AuthFormState, form: FormData): Promise<AuthFormState> {
  const email = readText(form, 'email');
  const values = { name: '', email, organizationName: '' };
  try {
    await signInWithNextAuth('credentials', { email, password: readText(form, 'password'), redirect: false });
  } catch (error) {
    if (error instanceof SignInThrottled) return { message: error.remedy, field: null, values };
    if (error instanceof AuthError && error.type === 'CredentialsSignin') {
      return { message: 'The e-mail address or the password is wrong. Check both and try again.', field: null, values };
    }
    throw error;
  }
  redirect(localPath(readText(form, 'next')) ?? '/requests');
}
