import { redirect } from 'next/navigation';
import { landingPath } from '../shell/landing-path.ts';
import { requireWorkspace } from '../shell/require-workspace.ts';

/** Leads to the page that the person comes for. */
export default async function Home() {
  const { organizations } = await requireWorkspace();
  redirect(landingPath(organizations[0]?.role));
}
