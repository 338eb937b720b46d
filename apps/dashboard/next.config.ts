import { fileURLToPath } from 'node:url';
import type { NextConfig } from 'next';

const config: NextConfig = {
  transpilePackages: [
    '@tollgate/api',
    '@tollgate/core',
    '@tollgate/db',
    '@tollgate/queue',
    '@tollgate/redis',
    '@tollgate/secrets',
    '@tollgate/services',
    '@tollgate/telemetry',
    '@tollgate/ui',
    'geist',
  ],
  serverExternalPackages: ['@node-rs/argon2', '@prisma/adapter-pg', '@prisma/client', 'bullmq', 'ioredis', 'pg', 'pino', 'prom-client'],
  turbopack: { root: fileURLToPath(new URL('../..', import.meta.url)) },
  // Types are a step of their own, with the repository's compiler.
  typescript: { ignoreBuildErrors: true },
  poweredByHeader: false,
  reactStrictMode: true,
  async headers() {
    return [
      {
        source: '/(.*)',
        headers: [
          { key: 'x-content-type-options', value: 'nosniff' },
          { key: 'x-frame-options', value: 'DENY' },
          { key: 'referrer-policy', value: 'same-origin' },
          {
            key: 'permissions-policy',
            value:
              'accelerometer=(), camera=(), display-capture=(), geolocation=(), gyroscope=(), magnetometer=(), microphone=(), midi=(), payment=(), publickey-credentials-get=(self), usb=()',
          },
          { key: 'cross-origin-opener-policy', value: 'same-origin' },
          { key: 'cross-origin-resource-policy', value: 'same-origin' },
        ],
      },
    ];
  },
};

export default config;
