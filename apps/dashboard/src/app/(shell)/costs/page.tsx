import type { Metadata } from 'next';
import { SpendPage } from '../../../features/spend/spend-page.tsx';

export const metadata: Metadata = { title: 'Costs' };

export default function CostsRoute() {
  return <SpendPage />;
}
