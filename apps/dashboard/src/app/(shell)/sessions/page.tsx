import type { Metadata } from 'next';
import { SessionPage } from '../../../features/end-user/session-page.tsx';

export const metadata: Metadata = { title: 'Session' };

export default function SessionRoute() {
  return <SessionPage />;
}
