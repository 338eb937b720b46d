import { defineConfig } from 'vitest/config';

const sources = '{packages,apps,scripts}';
const servers = { globalSetup: ['packages/testing/src/global-setup.ts'] };

export default defineConfig({
  test: {
    passWithNoTests: true,
    projects: [
      {
        test: {
          name: 'unit',
          // Properties that take a second alone take many beside the other files on two busy cores.
          testTimeout: 20_000,
          include: [`${sources}/**/*.test.{ts,tsx}`],
          exclude: ['**/node_modules/**', '**/.next/**', '**/*.integration.test.ts'],
        },
      },
      {
        test: {
          name: 'integration',
          include: [`${sources}/**/*.integration.test.ts`],
          exclude: ['**/node_modules/**', '**/.next/**'],
          testTimeout: 30_000,
          hookTimeout: 60_000,
          // Much of these tests is waiting for another process.
          maxWorkers: 3,
          ...servers,
        },
      },
      {
        test: {
          name: 'browser',
          include: [`${sources}/**/*.spec.ts`],
          exclude: ['**/node_modules/**', '**/.next/**'],
          // A browser, a Next server and the proxy at once are enough for two cores.
          fileParallelism: false,
          testTimeout: 60_000,
          hookTimeout: 180_000,
          globalSetup: [...servers.globalSetup, 'apps/dashboard/e2e/stack/global-setup.ts'],
        },
      },
    ],
  },
});
