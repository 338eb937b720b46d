import { buttonClassName } from '@tollgate/ui/button-class-name';
import { Button } from '@tollgate/ui/button';
import { TRPCError } from '@trpc/server';
import Link from 'next/link';
import type { ReactNode } from 'react';
import { readBrowser } from '../../auth/browser.ts';
import { getSession, type Session } from '../../auth/session.ts';
import { switchAccount } from '../../auth/switch-account.ts';
import { Brand } from '../../shell/brand.tsx';
import { callerFor } from '../../trpc/server.ts';
import { roleName, ROLE_SUMMARIES } from '../member/role-words.ts';
import { AcceptForm } from './accept-form.tsx';
import type { InvitationOffer } from './invitation-row.ts';
import { InvitedSignUpForm } from './invited-sign-up-form.tsx';

const GONE: Record<Exclude<InvitationOffer['status'], 'pending'>, { title: string; text: string }> = {
  accepted: {
    title: 'This invitation has been used',
    text: 'Each link works once. If it was not you who used it, tell whoever invited you.',
  },
  revoked: {
    title: 'This invitation has been revoked',
    text: 'Whoever invited you, or somebody else there, took it back. Ask them for a new one.',
  },
  expired: { title: 'This invitation has expired', text: 'Links work for 7 days. Ask whoever invited you to send it again.' },
};

/** What somebody finds who follows an invitation's link, signed in or not. */
export async function InvitationPage({ token }: { token: string }) {
  const [session, { ipAddress }] = [await getSession(), await readBrowser()];
  return (
    <main className="mx-auto flex min-h-dvh w-full max-w-md flex-col justify-center gap-6 px-4 py-10">
      <Brand />
      {await invitationFor(session, token, ipAddress)}
    </main>
  );
}

async function invitationFor(session: Session | null, token: string, ipAddress: string): Promise<ReactNode> {
  let offer: InvitationOffer;
  try {
    offer = await callerFor(session, null, ipAddress).invitation.read({ token });
  } catch (error) {
    if (!(error instanceof TRPCError)) throw error;
    const isThrottled = error.code === 'TOO_MANY_REQUESTS' || error.code === 'SERVICE_UNAVAILABLE';
    return (
      <Notice title={isThrottled ? 'Please wait' : 'This is no invitation'}>
        {isThrottled ? error.message : 'The link leads nowhere: it was replaced by a newer one, or was not copied whole.'}
      </Notice>
    );
  }
  if (offer.status !== 'pending') return <Notice title={GONE[offer.status].title}>{GONE[offer.status].text}</Notice>;
  const here = `/invite/${token}`;
  const signInHref = `/sign-in?${new URLSearchParams({ next: here })}`;
  if (session !== null && offer.email !== null && offer.email !== session.email) {
    return (
      <>
        <Offer offer={offer} />
        <p role="status" className="rounded-md border border-warning bg-warning-surface px-3 py-2">
          This invitation is for <strong>{offer.email}</strong>, and you are signed in as <strong>{session.email}</strong>.
        </p>
        <form action={switchAccount} className="flex flex-wrap gap-2">
          <input type="hidden" name="next" value={here} />
          <Button type="submit" variant="primary">
            Switch account
          </Button>
          <Link href="/" className={buttonClassName()}>
            Stay as {session.email}
          </Link>
        </form>
      </>
    );
  }
  if (session !== null) {
    return (
      <>
        <Offer offer={offer} />
        <p className="text-muted-foreground">You are signed in as {session.email}.</p>
        <AcceptForm token={token} organizationName={offer.organizationName} />
      </>
    );
  }
  return (
    <>
      <Offer offer={offer} />
      {offer.hasAccount ? (
        <>
          <p>
            There is an account for <strong>{offer.email}</strong>. Sign in to accept.
          </p>
          <Link href={signInHref} className={buttonClassName('primary')}>
            Sign in and accept
          </Link>
        </>
      ) : (
        <>
          <InvitedSignUpForm token={token} email={offer.email} />
          <p className="text-muted-foreground">
            Already have an account?{' '}
            <Link href={signInHref} className="text-accent underline underline-offset-2">
              Sign in
            </Link>
          </p>
        </>
      )}
    </>
  );
}

function Offer({ offer: { organizationName, inviterName, role } }: { offer: InvitationOffer }) {
  return (
    <div>
      <h1 className="text-lg font-semibold break-words">Join {organizationName}</h1>
      <p className="mt-1">
        {inviterName === null ? (
          'You are invited'
        ) : (
          <>
            <bdi>{inviterName}</bdi> invites you
          </>
        )}{' '}
        as <strong>{roleName(role).toLowerCase()}</strong>. <span className="text-muted-foreground">{ROLE_SUMMARIES[role]}</span>
      </p>
    </div>
  );
}

function Notice({ title, children }: { title: string; children: ReactNode }) {
  return (
    <>
      <div>
        <h1 className="text-lg font-semibold">{title}</h1>
        <p className="mt-1 text-muted-foreground">{children}</p>
      </div>
      <Link href="/" className={buttonClassName('secondary', 'medium', 'self-start')}>
        Go to Tollgate
      </Link>
    </>
  );
}
