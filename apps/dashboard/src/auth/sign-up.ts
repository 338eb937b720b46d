'use server';
import { signUp as createAccount } from '@tollgate/services/auth/sign-up';
import { ServiceError } from '@tollgate/services/errors';
import { redirect } from 'next/navigation';
import { getServices } from '../server/services.ts';
import type { AuthFormState } from './form-state.ts';
import { signIn } from './next-auth.ts';
import { readText } from './read-text.ts';

export async function signUp(_previous: AuthFormState, form: FormData): Promise<AuthFormState> {
  const values = { name: readText(form, 'name'), email: readText(form, 'email'), organizationName: readText(form, 'organizationName') };
  const password = readText(form, 'password');
  try {
    const { organizationName, ...rest } = values;
    await createAccount(getServices(), { ...rest, password, ...(organizationName.trim() === '' ? {} : { organizationName }) });
  } catch (error) {
    if (error instanceof ServiceError) return { message: error.message, field: error.field, values };
    throw error;
  }
  await signIn('credentials', { email: values.email, password, redirect: false });
  redirect('/welcome');
}
