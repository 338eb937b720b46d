import { GeistMono } from 'geist/font/mono';
import { GeistSans } from 'geist/font/sans';
import type { Metadata } from 'next';
import { headers } from 'next/headers';
import type { ReactNode } from 'react';
import { ThemeProvider } from '../shell/theme-provider.tsx';
import './globals.css';

export const metadata: Metadata = { title: { default: 'Tollgate', template: '%s · Tollgate' }, description: 'AI gateway with a ledger' };

export default async function RootLayout({ children }: { children: ReactNode }) {
  // Reading a header keeps every page dynamic, which its nonce needs.
  const nonce = (await headers()).get('x-nonce') ?? '';
  return (
    <html lang="en" suppressHydrationWarning className={`${GeistSans.variable} ${GeistMono.variable}`}>
      <body>
        <ThemeProvider nonce={nonce}>{children}</ThemeProvider>
      </body>
    </html>
  );
}
