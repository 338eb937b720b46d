import type { Metadata } from 'next';
import { RequestPage } from '../../../features/request-log/request-page.tsx';

export const metadata: Metadata = { title: 'Requests' };

export default function RequestsRoute() {
  return <RequestPage />;
}
