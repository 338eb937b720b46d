import { redirect } from 'next/navigation';

/** The first page people come for. */
export default function Home() {
  redirect('/requests');
}
