const PROBLEMS = new Map(
  Object.entries({
    address_not_verified_there: 'The provider has not verified your e-mail address. Verify it there, then try again.',
    address_not_confirmed_here:
      'There is an account with this e-mail address that was never confirmed. Sign in with its password, or reset it, and link the provider on your account page.',
    linked_to_another_person: 'This account at the provider belongs to another account here.',
    another_account_is_linked: 'Another account of this provider is linked already. Unlink it first.',
    no_address: 'The provider did not tell an e-mail address that can be used. Allow it there, or sign in another way.',
    too_often: 'That was too often. Try again in a few minutes.',
    signed_out: 'Your session ended meanwhile. Sign in and link the provider again.',
    took_too_long: 'That took too long. Sign in again.',
    provider_away: 'The provider does not answer. Try again in a minute, or sign in another way.',
  }),
);

const DONE = new Map(
  Object.entries({
    password_reset: 'Your password is changed, and every browser was signed out. Sign in with the new one.',
    email_confirmed: 'Your e-mail address is confirmed.',
    account_deleted: 'Your account is deleted.',
    linked: 'The provider is linked. It signs you in from now on.',
  }),
);

export type Notice = { tone: 'problem' | 'done'; text: string };

/** What a page says about how somebody came to it; only texts that stand here can be shown, whatever the address holds. */
export function readNotice(query: Record<string, string | string[] | undefined>): Notice | null {
  const problem = typeof query['problem'] === 'string' ? PROBLEMS.get(query['problem']) : undefined;
  if (problem !== undefined) return { tone: 'problem', text: problem };
  // next-auth's own word for anything that went wrong on the way.
  if (query['error'] !== undefined) return { tone: 'problem', text: 'Signing in through the provider did not work. Try again.' };
  const done = typeof query['done'] === 'string' ? DONE.get(query['done']) : undefined;
  return done === undefined ? null : { tone: 'done', text: done };
}
