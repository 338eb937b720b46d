import type { Metadata } from 'next';
import { PricesPage } from '../../../features/price/prices-page.tsx';

export const metadata: Metadata = { title: 'Models & prices' };

export default function Page() {
  return <PricesPage />;
}
