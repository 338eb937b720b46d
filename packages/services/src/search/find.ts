import { roleAllows, type Permission } from '@tollgate/core/access/permission';
import { scopeTo, type TenantDatabase } from '@tollgate/db/tenant-scope';
import * as z from 'zod';
import { idSchema } from '../access/id-schema.ts';
import { parseInput } from '../access/parse-input.ts';
import { requirePermission } from '../access/require-permission.ts';
import type { TenantContext } from '../context.ts';
import { ServiceError } from '../errors.ts';
import { getRequest } from '../request-log/get-request.ts';
import { storedTextSchema } from '../request-log/stored-text-schema.ts';

export const findInput = z.strictObject({ text: storedTextSchema });

type FoundKind = 'request' | 'api_key' | 'credential' | 'route' | 'member' | 'project';

export type Found = {
  kind: FoundKind;
  id: string;
  name: string;
  /** What tells it from its likes: a key's ending, a provider, an address. */
  detail: string;
  /** The project it belongs to; `null` for what belongs to the whole organisation. */
  projectSlug: string | null;
};

type Finder = (scope: TenantDatabase, text: string, context: TenantContext) => Promise<Omit<Found, 'kind'>[]>;

const MOST_OF_A_KIND = 5;
const IN_PROJECT = { project: { select: { slug: true, name: true } } } as const;

/** What has this very id or bears the text in its name, at most five of each kind, and only of kinds that the role may read. */
export async function find(context: TenantContext, input: z.input<typeof findInput>): Promise<Found[]> {
  requirePermission(context, 'organization:read');
  const text = parseInput(findInput, input).text.trim();
  if (text === '') return [];
  const scope = scopeTo(context.database, context.organizationId);
  const allowed = FINDERS.filter(({ permission }) => roleAllows(context.role, permission));
  const found = await Promise.all(
    allowed.map(async ({ kind, finder }) => (await finder(scope, text, context)).map((each) => ({ kind, ...each }))),
  );
  return found.flat();
}

const FINDERS: readonly { kind: FoundKind; permission: Permission; finder: Finder }[] = [
  { kind: 'request', permission: 'request:read', finder: findRequests },
  { kind: 'project', permission: 'project:read', finder: findProjects },
  { kind: 'api_key', permission: 'api_key:read', finder: findApiKeys },
  { kind: 'route', permission: 'route:read', finder: findRoutes },
  { kind: 'credential', permission: 'credential:read', finder: findCredentials },
  { kind: 'member', permission: 'member:read', finder: findMembers },
];

/** By the whole id alone: a ledger of a million rows is not searched by its text. */
async function findRequests(scope: TenantDatabase, text: string, context: TenantContext): Promise<Omit<Found, 'kind'>[]> {
  if (!text.startsWith('req_') || !idSchema.safeParse(text).success) return [];
  const request = await getRequest(context, { requestId: text }).catch((error: unknown) => {
    if (error instanceof ServiceError && error.code === 'not_found') return null;
    throw error;
  });
  if (request === null) return [];
  const project = await scope.project.findFirst({ where: { id: request.projectId }, select: { slug: true } });
  const detail = `${request.requestedModel}, ${request.status}`;
  return [{ id: request.requestId, name: request.requestId, detail, projectSlug: project?.slug ?? null }];
}

async function findProjects(scope: TenantDatabase, text: string): Promise<Omit<Found, 'kind'>[]> {
  const projects = await scope.project.findMany({
    where: { ...named(text), deletedAt: null },
    orderBy: { name: 'asc' },
    take: MOST_OF_A_KIND,
  });
  return projects.map(({ id, name, slug }) => ({ id, name, detail: slug, projectSlug: slug }));
}

async function findApiKeys(scope: TenantDatabase, text: string): Promise<Omit<Found, 'kind'>[]> {
  const keys = await scope.apiKey.findMany({
    where: { OR: [...named(text).OR, { hint: { endsWith: likeText(text) } }] },
    orderBy: [{ revokedAt: { sort: 'desc', nulls: 'first' } }, { createdAt: 'desc' }],
    select: { id: true, name: true, hint: true, revokedAt: true, ...IN_PROJECT },
    take: MOST_OF_A_KIND,
  });
  return keys.map(({ id, name, hint, revokedAt, project }) => ({
    id,
    name,
    detail: `${hint} in ${project.name}${revokedAt === null ? '' : ', revoked'}`,
    projectSlug: project.slug,
  }));
}

async function findRoutes(scope: TenantDatabase, text: string): Promise<Omit<Found, 'kind'>[]> {
  const routes = await scope.route.findMany({
    where: named(text),
    orderBy: { name: 'asc' },
    select: { id: true, name: true, ...IN_PROJECT },
    take: MOST_OF_A_KIND,
  });
  return routes.map(({ id, name, project }) => ({ id, name, detail: project.name, projectSlug: project.slug }));
}

async function findCredentials(scope: TenantDatabase, text: string): Promise<Omit<Found, 'kind'>[]> {
  const credentials = await scope.credential.findMany({
    where: named(text),
    orderBy: { name: 'asc' },
    select: { id: true, name: true, provider: true },
    take: MOST_OF_A_KIND,
  });
  return credentials.map(({ id, name, provider }) => ({ id, name, detail: provider, projectSlug: null }));
}

async function findMembers(scope: TenantDatabase, text: string): Promise<Omit<Found, 'kind'>[]> {
  const contains = { contains: likeText(text), mode: 'insensitive' } as const;
  const members = await scope.membership.findMany({
    where: { OR: [{ id: text }, { user: { name: contains } }, { user: { email: contains } }] },
    orderBy: { createdAt: 'asc' },
    select: { id: true, user: { select: { name: true, email: true } } },
    take: MOST_OF_A_KIND,
  });
  return members.map(({ id, user }) => ({ id, name: user.name, detail: user.email, projectSlug: null }));
}

function named(text: string) {
  return { OR: [{ id: text }, { name: { contains: likeText(text), mode: 'insensitive' } as const }] };
}

/** Prisma hands the text on as a pattern of LIKE, signs included. */
function likeText(text: string): string {
  return text.replaceAll(/[\\%_]/g, String.raw`\$&`);
}
