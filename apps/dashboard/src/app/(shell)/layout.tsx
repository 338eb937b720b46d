import type { ReactNode } from 'react';
import { VerifyEmailBanner } from '../../features/account/verify-email-banner.tsx';
import { NoOrganization } from '../../shell/no-organization.tsx';
import { requireWorkspace } from '../../shell/require-workspace.ts';
import { Shell } from '../../shell/shell.tsx';
import { WorkspaceProvider } from '../../shell/workspace-provider.tsx';

export default async function ShellLayout({ children }: { children: ReactNode }) {
  const { session, organizations, proxyUrl } = await requireWorkspace();
  const [first, ...others] = organizations;
  if (first === undefined) return <NoOrganization email={session.email} />;
  return (
    <WorkspaceProvider organizations={[first, ...others]} proxyUrl={proxyUrl}>
      <Shell user={{ name: session.name, email: session.email }}>
        {!session.isEmailVerified && <VerifyEmailBanner email={session.email} />}
        {children}
      </Shell>
    </WorkspaceProvider>
  );
}
