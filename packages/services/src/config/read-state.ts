import { credentialSettingsSchema } from '@tollgate/core/snapshot/documents';
import { fallbackListOf, routingDocumentSchema } from '@tollgate/core/routing/document';
import { scopeTo } from '@tollgate/db/tenant-scope';
import { operatorContext } from '../access/operator-context.ts';
import { slugFromName } from '../access/slug-from-name.ts';
import { keyBudget } from '../api-key/key-budget.ts';
import type { Services, TenantContext } from '../context.ts';
import { openSecret } from '../credential/open-secret.ts';
import type { ConfigState } from './plan.ts';
import type { Config } from './schema.ts';

const NOTHING: ConfigState = { organization: null, isOwnerMember: false, credentials: [], projects: [] };

/** What there is of the organisation that a file names: by slug, also one that it had before, or by name when the name has no letters to make a slug of. */
export async function readState(services: Services, config: Config): Promise<ConfigState> {
  const slug = slugFromName(config.organization);
  const organization = await services.database.prisma.organization.findFirst({
    where: { deletedAt: null, ...(slug === '' ? { name: config.organization } : { OR: [{ slug }, { pastSlugs: { some: { slug } } }] }) },
    orderBy: { createdAt: 'asc' },
    select: { id: true, slug: true },
  });
  if (!organization) return NOTHING;
  const context = operatorContext(services, organization.id);
  const owner = await services.database.prisma.membership.findFirst({
    where: { organizationId: organization.id, user: { email: config.owner.email } },
    select: { id: true },
  });
  return {
    organization,
    isOwnerMember: owner !== null,
    credentials: await readCredentials(context),
    projects: await readProjects(context),
  };
}

async function readCredentials(context: TenantContext): Promise<ConfigState['credentials']> {
  const scope = scopeTo(context.database, context.organizationId);
  const credentials: ConfigState['credentials'] = [];
  for (const credential of await scope.credential.findMany()) {
    const { id, name, provider, baseUrl, isDefault } = credential;
    const settings = credentialSettingsSchema.parse(credential.settings);
    credentials.push({ id, name, provider, baseUrl, isDefault, settings, secret: await openSecret(scope, context, credential) });
  }
  return credentials;
}

async function readProjects(context: TenantContext): Promise<ConfigState['projects']> {
  const scope = scopeTo(context.database, context.organizationId);
  const projects = await scope.project.findMany({ where: { deletedAt: null }, orderBy: { createdAt: 'asc' }, include: { routes: true } });
  // The newest first: of several keys of one name, that one is meant.
  const keys = await scope.apiKey.findMany({ orderBy: [{ createdAt: 'desc' }, { id: 'desc' }] });
  const published = projects.flatMap((project) => project.routes.map((route) => ({ routeId: route.id, version: route.publishedVersion })));
  const versions = published.length === 0 ? [] : await scope.routeVersion.findMany({ where: { OR: published } });
  const targets = new Map(versions.map((version) => [version.routeId, fallbackListOf(routingDocumentSchema.parse(version.document))]));
  return projects.map((project) => ({
    id: project.id,
    slug: project.slug,
    name: project.name,
    contentKeep: project.contentKeep,
    contentDays: project.contentDays,
    routes: project.routes.map((route) => ({ name: route.name, targets: targets.get(route.id) ?? null })),
    keys: keys
      .filter((key) => key.projectId === project.id)
      .map((key) => {
        const budget = keyBudget(key);
        return {
          id: key.id,
          name: key.name,
          hash: key.hash,
          isRevoked: key.revokedAt !== null,
          rpm: key.rpm,
          budgetPico: budget?.pico ?? null,
          budgetPer: budget?.per ?? null,
        };
      }),
  }));
}
