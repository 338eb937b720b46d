'use server';
import { redirect } from 'next/navigation';
import { leave } from './leave.ts';
import { localPath } from './local-path.ts';
import { readText } from './read-text.ts';

/** Ends this browser's session and comes back to the same page, for what is meant for another account. */
export async function switchAccount(form: FormData): Promise<void> {
  await leave();
  redirect(localPath(readText(form, 'next')) ?? '/sign-in');
}
