/** What a sign-in or sign-up form shows after a refusal. */
export type AuthFormState = {
  message: string | null;
  field: string | null;
  values: { name: string; email: string; organizationName: string };
};

export const EMPTY_AUTH_FORM: AuthFormState = { message: null, field: null, values: { name: '', email: '', organizationName: '' } };
