import { redirect } from 'next/navigation';
import { getSession } from '../auth/session.ts';
import { landingPath } from '../shell/landing-path.ts';
import { requireWorkspace } from '../shell/require-workspace.ts';

/** Leads to the page that the person comes for. Nothing in particular was asked for, so nobody is led back here after signing up. */
export default async function Home() {
  if ((await getSession()) === null) redirect('/sign-in');
  const { organizations } = await requireWorkspace();
  redirect(landingPath(organizations[0]?.role));
}
