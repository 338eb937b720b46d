import type { Metadata } from 'next';
import { EndUsersPage } from '../../../features/end-user/end-users-page.tsx';

export const metadata: Metadata = { title: 'Users & sessions' };

export default function UsersRoute() {
  return <EndUsersPage />;
}
