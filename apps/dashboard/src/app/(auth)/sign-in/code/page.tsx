import type { Metadata } from 'next';
import { redirect } from 'next/navigation';
import { isSecondStepOpen } from '../../../../auth/continue-sign-in.ts';
import { redirectSignedIn } from '../../../../auth/redirect-signed-in.ts';
import { AuthHeader } from '../../../../features/account/auth-header.tsx';
import { AuthLink } from '../../../../features/account/auth-link.tsx';
import { CodeForm } from '../../../../features/account/code-form.tsx';

export const metadata: Metadata = { title: 'Enter your code' };

export default async function CodePage({ searchParams }: { searchParams: Promise<{ next?: string | string[] }> }) {
  const { next } = await searchParams;
  const path = typeof next === 'string' ? next : '';
  await redirectSignedIn(path);
  if (!(await isSecondStepOpen())) redirect('/sign-in?problem=took_too_long');
  return (
    <>
      <AuthHeader title="Enter your code">Your account asks for a second proof that it is you.</AuthHeader>
      <CodeForm next={path} />
      <p className="text-muted-foreground">
        <AuthLink href="/sign-in">Sign in as somebody else</AuthLink>
      </p>
    </>
  );
}
