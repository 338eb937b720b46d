import type { Metadata } from 'next';
import { readNotice } from '../../../auth/notices.ts';
import { listSignInProviders } from '../../../auth/sign-in-providers.ts';
import { AccountPage } from '../../../features/account/account-page.tsx';

export const metadata: Metadata = { title: 'Account' };

export default async function Page({ searchParams }: { searchParams: Promise<Record<string, string | string[] | undefined>> }) {
  return <AccountPage providers={listSignInProviders()} notice={readNotice(await searchParams)} />;
}
