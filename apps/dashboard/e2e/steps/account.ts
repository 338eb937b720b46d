import { randomUUID } from 'node:crypto';
import type { Role } from '@tollgate/core/access/permission';
import { openTenantContext } from '@tollgate/services/access/open-tenant-context';
import { createApiKey } from '@tollgate/services/api-key/create-api-key';
import { markEmailVerified } from '@tollgate/services/auth/mark-email-verified';
import { signUp } from '@tollgate/services/auth/sign-up';
import type { Services, TenantContext } from '@tollgate/services/context';
import { openServices } from '@tollgate/services/open-services';
import { readStack } from '../stack/stack.ts';
import type { Page } from './visit.ts';

export type Person = { name: string; email: string; password: string };
export type Owner = Person & { context: TenantContext; organization: string; projectId: string };

/** The verbs, on the database of the running product. Close the database and Redis after use. */
export function connectServices(): Services & { close(): Promise<void> } {
  const { databaseUrl, redisUrl, keyEncryptionKey, proxyInternalUrl, dashboardUrl } = readStack();
  // The verbs read it where they run, which here is this process.
  process.env['ALLOW_PRIVATE_UPSTREAMS'] = 'true';
  const services = openServices(
    {
      DATABASE_URL: databaseUrl,
      REDIS_URL: redisUrl,
      TOLLGATE_KEY_ENCRYPTION_KEY: keyEncryptionKey,
      PROXY_INTERNAL_URL: proxyInternalUrl,
      PUBLIC_URL: dashboardUrl,
    },
    'browser-test',
  );
  return {
    ...services,
    async close() {
      services.redis.disconnect();
      await services.mailQueue.close();
      await services.database.close();
    },
  };
}

export function newPerson(name = 'Ada Byron'): Person {
  return { name, email: `${randomUUID()}@example.com`, password: `${randomUUID()} horse` };
}

/** Someone with a confirmed address, an organisation and a project of their own, and whatever `organization` is called. */
export async function makeOwner(services: Services, organizationName = 'Analytical Engines', name?: string): Promise<Owner> {
  const person = newPerson(name);
  const { userId, organizationId, projectId } = await signUp(services, { ...person, organizationName });
  await markEmailVerified(services.database.prisma, services, userId);
  const context = await openTenantContext(services, { userId, organization: organizationId });
  const { slug } = await services.database.prisma.organization.findUniqueOrThrow({ where: { id: organizationId }, select: { slug: true } });
  return { ...person, context, organization: slug, projectId };
}

/** Someone who belongs to the owner's organisation in one role, besides one of their own. */
export async function makeMember(services: Services, owner: Owner, role: Role): Promise<Person> {
  const person = newPerson(`A ${role}`);
  const { userId } = await signUp(services, person);
  await markEmailVerified(services.database.prisma, services, userId);
  const { organizationId } = owner.context;
  await services.database.prisma.membership.create({
    data: { id: `mem_${randomUUID().replaceAll('-', '')}`, organizationId, userId, role },
  });
  return person;
}

export async function makeKey(owner: Owner, limits: { name?: string; rpm?: number; budgetUsd?: string } = {}): Promise<string> {
  const { name = 'tests', ...rest } = limits;
  return (await createApiKey(owner.context, { projectId: owner.projectId, name, ...rest })).key;
}

export async function fillSignIn(page: Page, { email, password }: { email: string; password: string }): Promise<void> {
  await page.goto('/sign-in');
  await page.getByLabel('E-mail address').fill(email);
  await page.getByLabel('Password').fill(password);
  await page.getByRole('button', { name: 'Sign in' }).click();
}

/** Signs in and goes on to the Requests page. */
export async function signIn(page: Page, person: Person): Promise<void> {
  await fillSignIn(page, person);
  await page.waitForURL(/\/(?:overview|costs)/);
  await page.goto('/requests');
}
