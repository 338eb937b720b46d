'use server';
import { redirect } from 'next/navigation';
import { leave } from './leave.ts';

/** Ends this browser's session. */
export async function signOut(): Promise<void> {
  await leave();
  redirect('/sign-in');
}
