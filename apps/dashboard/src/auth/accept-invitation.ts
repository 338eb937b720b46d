'use server';
import { TRPCError } from '@trpc/server';
import { redirect } from 'next/navigation';
import { callerFor } from '../trpc/server.ts';
import { readBrowser } from './browser.ts';
import { readText } from './read-text.ts';
import { getSession } from './session.ts';

export type AcceptState = { message: string | null };

/** Makes whoever is signed in a member, and leads them in. */
export async function acceptInvitation(_previous: AcceptState, form: FormData): Promise<AcceptState> {
  const { ipAddress } = await readBrowser();
  let organization: string;
  try {
    ({ organization } = await callerFor(await getSession(), null, ipAddress).invitation.accept({ token: readText(form, 'token') }));
  } catch (error) {
    if (error instanceof TRPCError) return { message: error.message };
    throw error;
  }
  redirect(`/requests?${new URLSearchParams({ org: organization })}`);
}
