'use server';
import { redirect } from 'next/navigation';
import { localPath } from './local-path.ts';
import { signIn } from './next-auth.ts';
import { writeProviderIntent } from './provider-intent.ts';
import { readText } from './read-text.ts';
import { getSession } from './session.ts';
import { listSignInProviders } from './sign-in-providers.ts';

/** Sends the browser to a provider, to sign in by it or, for whoever is signed in and says so, to link it. */
export async function goToProvider(form: FormData): Promise<void> {
  const provider = listSignInProviders().find(({ id }) => id === readText(form, 'provider'));
  const isLink = readText(form, 'intent') === 'link';
  if (provider === undefined) redirect(isLink ? '/account' : '/sign-in');
  if (isLink && (await getSession()) === null) redirect('/sign-in?next=/account');
  await writeProviderIntent({ kind: isLink ? 'link' : 'sign_in', next: localPath(readText(form, 'next')) ?? '' });
  let url: string;
  try {
    url = (await signIn(provider.id, { redirect: false, redirectTo: '/' })) as string;
  } catch {
    // Its configuration could not be read: it is down, or its address is wrong.
    url = `${isLink ? '/account' : '/sign-in'}?problem=provider_away`;
  }
  redirect(url);
}
