import type { Metadata } from 'next';
import Link from 'next/link';
import { SignInForm } from '../../../features/account/sign-in-form.tsx';

export const metadata: Metadata = { title: 'Sign in' };

export default async function SignInPage({ searchParams }: { searchParams: Promise<{ next?: string | string[] }> }) {
  const { next } = await searchParams;
  return (
    <>
      <h1 className="text-lg font-semibold">Sign in</h1>
      <SignInForm next={typeof next === 'string' ? next : ''} />
      <p className="text-muted-foreground">
        No account yet?{' '}
        <Link href="/sign-up" className="text-accent underline underline-offset-2">
          Sign up
        </Link>
      </p>
    </>
  );
}
