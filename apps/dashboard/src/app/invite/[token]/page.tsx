import type { Metadata } from 'next';
import { InvitationPage } from '../../../features/invitation/invitation-page.tsx';

export const metadata: Metadata = { title: 'Invitation', robots: { index: false }, referrer: 'no-referrer' };

export default async function Page({ params }: { params: Promise<{ token: string }> }) {
  return <InvitationPage token={(await params).token} />;
}
