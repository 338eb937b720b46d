import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';

/** Where a query may see more than one organisation: the price catalogue, and what publishes or sets up tenants. */
const ALLOWED = [
  'access/open-tenant-context.ts',
  'config/apply.ts',
  'config/read-state.ts',
  'demo/seed-demo.ts',
  'demo/set-up-demo.ts',
  'invitation/accept-invitation.ts',
  'invitation/open-invitation.ts',
  'invitation/read-invitation.ts',
  'invitation/sign-up-with-invitation.ts',
  'organization/create-organization.ts',
  'organization/purge-deleted-organizations.ts',
  'organization/require-free-slug.ts',
  'price/list-prices.ts',
  'price/seed-catalogue.ts',
  'snapshot/keep-published.ts',
  'snapshot/publish-all.ts',
  'snapshot/publish-changes.ts',
  'snapshot/publish-counters.ts',
];
/** People belong to no organisation. */
const OF_PEOPLE = /^(auth|account)\//;

test('only the listed files reach Prisma without the scope of an organisation', () => {
  const folder = fileURLToPath(new URL('.', import.meta.url));
  const unscoped = readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .map((path) => path.replaceAll('\\', '/'))
    .filter((path) => path.endsWith('.ts') && !path.endsWith('.test.ts') && !path.startsWith('testing/') && !OF_PEOPLE.test(path))
    .filter((path) => /database\.prisma\b|\bprisma\s*[,}].*=.*database/.test(readFileSync(`${folder}${path}`, 'utf8')));
  expect(unscoped.toSorted()).toEqual(ALLOWED);
});
