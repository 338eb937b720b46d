import type { Metadata } from 'next';
import Link from 'next/link';
import { SignUpForm } from '../../../features/account/sign-up-form.tsx';

export const metadata: Metadata = { title: 'Sign up' };

export default function SignUpPage() {
  return (
    <>
      <div>
        <h1 className="text-lg font-semibold">Create your account</h1>
        <p className="mt-1 text-muted-foreground">
          You get an organisation, a first project and an API key. No upstream key is needed to try it.
        </p>
      </div>
      <SignUpForm />
      <p className="text-muted-foreground">
        Already have an account?{' '}
        <Link href="/sign-in" className="text-accent underline underline-offset-2">
          Sign in
        </Link>
      </p>
    </>
  );
}
