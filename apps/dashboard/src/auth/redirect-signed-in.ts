import { redirect } from 'next/navigation';
import { localPath } from './local-path.ts';
import { getSession } from './session.ts';

/** Sends whoever is signed in already to where they wanted to go. */
export async function redirectSignedIn(next: string): Promise<void> {
  if ((await getSession()) !== null) redirect(localPath(next) ?? '/');
}
