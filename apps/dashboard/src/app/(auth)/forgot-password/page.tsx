import type { Metadata } from 'next';
import { AuthHeader } from '../../../features/account/auth-header.tsx';
import { AuthLink } from '../../../features/account/auth-link.tsx';
import { ForgotPasswordForm } from '../../../features/account/forgot-password-form.tsx';

export const metadata: Metadata = { title: 'Reset your password' };

export default function ForgotPasswordPage() {
  return (
    <>
      <AuthHeader title="Reset your password">We send a link to choose a new one to the address of your account.</AuthHeader>
      <ForgotPasswordForm />
      <p className="text-muted-foreground">
        <AuthLink href="/sign-in">Back to signing in</AuthLink>
      </p>
    </>
  );
}
