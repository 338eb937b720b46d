'use client';
import { useQuery } from '@tanstack/react-query';
import { PageHeader } from '@tollgate/ui/page-header';
import { Skeleton } from '@tollgate/ui/skeleton';
import type { Notice } from '../../auth/notices.ts';
import type { SignInProvider } from '../../auth/sign-in-providers.ts';
import { QueryView } from '../../shell/query-view.tsx';
import { useTRPC } from '../../trpc/client.tsx';
import { AuthNotice } from './auth-notice.tsx';
import { DeleteAccountSection } from './delete-account-section.tsx';
import { EmailSection } from './email-section.tsx';
import { KeyboardSection } from './keyboard-section.tsx';
import { PasswordSection } from './password-section.tsx';
import { ProfileSection } from './profile-section.tsx';
import { ProvidersSection } from './providers-section.tsx';
import { SessionsSection } from './sessions-section.tsx';
import { TwoFactorSection } from './two-factor-section.tsx';

/** `providers` are those that can be linked; a linked one is shown whether or not it is configured any more. */
export function AccountPage({ providers, notice }: { providers: readonly SignInProvider[]; notice: Notice | null }) {
  const trpc = useTRPC();
  const query = useQuery(trpc.account.get.queryOptions());
  return (
    <>
      <PageHeader title="Account" description="Yours alone, in every organisation that you belong to." />
      <div className="flex max-w-2xl flex-col gap-5">
        <AuthNotice notice={notice} />
        <QueryView query={query} errorTitle="Your account could not be loaded" skeleton={<AccountSkeleton />}>
          {(account) => (
            <>
              <ProfileSection name={account.name} />
              <EmailSection account={account} />
              <PasswordSection account={account} />
              <TwoFactorSection account={account} />
              <ProvidersSection account={account} providers={providers} />
              <SessionsSection />
              <KeyboardSection />
              <DeleteAccountSection account={account} />
            </>
          )}
        </QueryView>
      </div>
    </>
  );
}

function AccountSkeleton() {
  return (
    <div aria-busy className="flex flex-col gap-5">
      {[36, 44, 52, 24].map((height) => (
        <div key={height} className="rounded-lg border bg-surface p-4">
          <Skeleton className="mb-4 w-32" />
          <Skeleton className={height > 40 ? 'h-24' : 'h-9'} />
        </div>
      ))}
    </div>
  );
}
