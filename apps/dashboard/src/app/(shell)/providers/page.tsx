import type { Metadata } from 'next';
import { CredentialsPage } from '../../../features/credential/credentials-page.tsx';

export const metadata: Metadata = { title: 'Providers' };

export default function Page() {
  return <CredentialsPage />;
}
