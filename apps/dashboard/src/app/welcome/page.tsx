import { roleAllows } from '@tollgate/core/access/permission';
import type { Metadata } from 'next';
import { redirect } from 'next/navigation';
import { Welcome } from '../../features/onboarding/welcome.tsx';
import { Brand } from '../../shell/brand.tsx';
import { requireWorkspace } from '../../shell/require-workspace.ts';
import { WorkspaceProvider } from '../../shell/workspace-provider.tsx';
import { callerFor } from '../../trpc/server.ts';

export const metadata: Metadata = { title: 'Welcome' };

export default async function WelcomePage({ searchParams }: { searchParams: Promise<Record<string, string | string[] | undefined>> }) {
  const { session, organizations, proxyUrl } = await requireWorkspace();
  const query = await searchParams;
  const [first, ...others] = organizations;
  const organization = organizations.find(({ slug }) => slug === query['org']) ?? first;
  const project = organization?.projects.find(({ slug }) => slug === query['project']) ?? organization?.projects[0];
  if (first === undefined || organization === undefined || project === undefined) redirect('/overview');
  const caller = callerFor(session, organization.id);
  const openedAtMs = Date.now();
  const [keys, { hasRequest }] = await Promise.all([
    roleAllows(organization.role, 'api_key:read') ? caller.apiKey.list({ projectId: project.id }) : [],
    caller.onboarding.progress({ projectId: project.id }),
  ]);
  return (
    <main className="mx-auto flex w-full max-w-3xl flex-col gap-6 px-4 py-8">
      <Brand />
      <WorkspaceProvider organizations={[first, ...others]} proxyUrl={proxyUrl}>
        <Welcome hasKeys={keys.length > 0} hadTraffic={hasRequest} openedAtMs={openedAtMs} />
      </WorkspaceProvider>
    </main>
  );
}
