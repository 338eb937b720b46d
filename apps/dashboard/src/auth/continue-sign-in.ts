import { findSecondStep, type BegunSession } from '@tollgate/services/auth/begin-session';
import { cookies } from 'next/headers';
import { getServices } from '../server/services.ts';
import { cookieName, cookieOptions } from './cookies.ts';
import { writeSessionCookie } from './session-cookie.ts';

const TEN_MINUTES_S = 600;

/** Gives the browser what it has earned so far, and returns where it goes: to `next`, or by way of the second step. */
export async function continueSignIn(begun: BegunSession, next: string): Promise<string> {
  if (begun.kind === 'signed_in') {
    await writeSessionCookie(begun.sessionId);
    return next;
  }
  (await cookies()).set(cookieName('second-step'), begun.challenge, cookieOptions(TEN_MINUTES_S));
  return `/sign-in/code?${new URLSearchParams({ next })}`;
}

export async function readSecondStepCookie(): Promise<string> {
  return (await cookies()).get(cookieName('second-step'))?.value ?? '';
}

export async function deleteSecondStepCookie(): Promise<void> {
  (await cookies()).set(cookieName('second-step'), '', cookieOptions(0));
}

/** Whether this browser has given a right password, or come from a provider, and owes a code. */
export async function isSecondStepOpen(): Promise<boolean> {
  return (await findSecondStep(getServices(), await readSecondStepCookie())) !== null;
}
