import { cookies } from 'next/headers';
import { cookieName, cookieOptions } from './cookies.ts';
import { localPath } from './local-path.ts';

/** What somebody went to a provider for, remembered while they are there; `next` is empty when it does not matter. */
export type ProviderIntent = { kind: 'sign_in' | 'link'; next: string };

const TEN_MINUTES_S = 600;

export async function writeProviderIntent({ kind, next }: ProviderIntent): Promise<void> {
  (await cookies()).set(cookieName('provider'), `${kind} ${next}`, cookieOptions(TEN_MINUTES_S));
}

/** Reads it once; to sign in when nothing is remembered. */
export async function takeProviderIntent(): Promise<ProviderIntent> {
  const store = await cookies();
  const [, kind, next = ''] = /^(sign_in|link) (.*)$/.exec(store.get(cookieName('provider'))?.value ?? '') ?? [];
  store.set(cookieName('provider'), '', cookieOptions(0));
  return { kind: kind === 'link' ? 'link' : 'sign_in', next: localPath(next) ?? '' };
}
