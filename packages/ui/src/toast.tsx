'use client';
import { Toaster as SonnerToaster, toast } from 'sonner';

/** Where short confirmations appear. What needs an answer is said inline, where it happened. */
export function Toaster({ theme }: { theme: 'light' | 'dark' | 'system' }) {
  return (
    <SonnerToaster
      theme={theme}
      position="bottom-right"
      toastOptions={{
        style: {
          background: 'var(--surface)',
          color: 'var(--foreground)',
          border: '1px solid var(--border)',
          borderRadius: '6px',
          boxShadow: 'none',
          fontFamily: 'var(--font-geist-sans), ui-sans-serif, system-ui, sans-serif',
        },
      }}
    />
  );
}

export function showToast(message: string): void {
  toast(message);
}
