import type { Metadata } from 'next';
import Link from 'next/link';
import { SignInForm } from '../../../features/account/sign-in-form.tsx';

export const metadata: Metadata = { title: 'Sign in' };

export default function SignInPage() {
  return (
    <>
      <h1 className="text-lg font-semibold">Sign in</h1>
      <SignInForm />
      <p className="text-muted-foreground">
        No account yet?{' '}
        <Link href="/sign-up" className="text-accent underline underline-offset-2">
          Sign up
        </Link>
      </p>
    </>
  );
}
