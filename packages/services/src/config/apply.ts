import { newId } from '@tollgate/secrets/new-id';
import { operatorContext } from '../access/operator-context.ts';
import { createApiKey } from '../api-key/create-api-key.ts';
import { revokeApiKey } from '../api-key/revoke-api-key.ts';
import { updateApiKey } from '../api-key/update-api-key.ts';
import { recordAuditEvent } from '../audit/record-audit-event.ts';
import { hashPassword } from '../auth/hash-password.ts';
import type { Services, TenantContext } from '../context.ts';
import { createCredential } from '../credential/create-credential.ts';
import { updateCredential } from '../credential/update-credential.ts';
import { ServiceError } from '../errors.ts';
import { insertOrganization } from '../organization/insert-organization.ts';
import { createProject } from '../project/create-project.ts';
import { updateProject } from '../project/update-project.ts';
import { saveRoute } from '../route/save-route.ts';
import { changeTenant } from '../snapshot/change-tenant.ts';
import { publishAfterCommit } from '../snapshot/publish-after-commit.ts';
import { checkConfig } from './check-config.ts';
import { configComparison } from './compare-config.ts';
import type { ConfigPath } from './config-error.ts';
import { isOtherKey, planConfig, type ConfigAction, type ConfigPlan, type ConfigState } from './plan.ts';
import type { ConfigSource } from './read-config.ts';
import { readState } from './read-state.ts';
import type { Config } from './schema.ts';

type Done = { name: string; action: ConfigAction };

/** What applying a file made. A key's value is here only when this run made it. */
export type ConfigResult = {
  organization: { id: string; slug: string; created: boolean };
  owner: { email: string; created: boolean };
  credentials: Done[];
  projects: { name: string; id: string; action: ConfigAction; routes: Done[]; keys: (Done & { key?: string; status?: 'revoked' })[] }[];
};

/** The difference between a file and what there is; changes nothing. Throws ConfigError. */
export async function planConfigFile(services: Services, source: ConfigSource): Promise<ConfigPlan> {
  const { plan } = await compareWithState(services, source);
  return plan;
}

/**
 * Brings an organisation to what a file says. Applying it again changes nothing; what the file does not mention stays. It is checked
 * whole before the first change; should one fail all the same, applying it again does what is left. Throws ConfigError.
 */
export async function applyConfig(services: Services, source: ConfigSource): Promise<ConfigResult> {
  const { config } = source;
  const { plan, state } = await compareWithState(services, source);
  const organization = state.organization ?? (await makeOrganization(services, config));
  const context = operatorContext(services, organization.id);
  const ownerCreated = await ensureOwner(context, config.owner);
  for (const [index, { action, id }] of plan.credentials.entries()) {
    await at(source, ['credentials', index], () => applyCredential(context, config.credentials[index], action, id));
  }
  const projects: ConfigResult['projects'] = [];
  for (const index of plan.projects.keys()) projects.push(await applyProject(context, source, plan, state, index));
  return {
    organization: { ...organization, created: state.organization === null },
    owner: { email: config.owner.email, created: ownerCreated },
    credentials: plan.credentials.map(({ name, action }) => ({ name, action })),
    projects,
  };
}

async function compareWithState(services: Services, source: ConfigSource): Promise<{ plan: ConfigPlan; state: ConfigState }> {
  const state = await readState(services, source.config);
  checkConfig(source, state);
  return { plan: planConfig(source.config, state, configComparison), state };
}

async function makeOrganization(services: Services, config: Config): Promise<{ id: string; slug: string }> {
  const by = { ...services, actor: { kind: 'system' } as const };
  const made = await services.database.prisma.$transaction((transaction) =>
    insertOrganization(transaction, by, { name: config.organization, ownerUserId: null }),
  );
  await publishAfterCommit(services, made.organizationId);
  return { id: made.organizationId, slug: made.slug };
}

/** Makes the account when there is none of that address, and the membership when the person has none. An account that exists keeps its password. */
async function ensureOwner(context: TenantContext, owner: Config['owner']): Promise<boolean> {
  const { user: users } = context.database.prisma;
  const standing = await users.findUnique({ where: { email: owner.email }, select: { id: true } });
  const userId = standing?.id ?? newId('usr', context.clock());
  if (!standing)
    await users.create({
      data: {
        id: userId,
        email: owner.email,
        name: owner.email.split('@')[0] ?? owner.email,
        passwordHash: await hashPassword(owner.password),
        // The operator vouches for the address.
        emailVerifiedAt: new Date(context.clock()),
      },
    });
  await changeTenant(context, async (transaction) => {
    if (await transaction.membership.findFirst({ where: { userId }, select: { id: true } })) return;
    const id = newId('mem', context.clock());
    await transaction.membership.create({ data: { id, organizationId: context.organizationId, userId, role: 'owner' } });
    await recordAuditEvent(transaction, context, {
      action: 'member.create',
      objectType: 'member',
      objectId: id,
      detail: { email: owner.email, role: 'owner' },
    });
  });
  return standing === null;
}

async function applyCredential(
  context: TenantContext,
  wanted: Config['credentials'][number] | undefined,
  action: ConfigAction,
  id: string | null,
): Promise<void> {
  if (!wanted || action === 'unchanged') return;
  const given = {
    ...(wanted.base_url === undefined ? {} : { baseUrl: wanted.base_url }),
    ...(wanted.api_key === undefined ? {} : { secret: wanted.api_key }),
    ...(wanted.default === undefined ? {} : { isDefault: wanted.default }),
    ...(Object.keys(wanted.settings).length === 0 ? {} : { settings: wanted.settings }),
  };
  if (id === null) await createCredential(context, { name: wanted.name, provider: wanted.provider, ...given });
  else await updateCredential(context, { credentialId: id, ...given });
}

async function applyProject(
  context: TenantContext,
  source: ConfigSource,
  plan: ConfigPlan,
  state: ConfigState,
  index: number,
): Promise<ConfigResult['projects'][number]> {
  const wanted = source.config.projects[index];
  const planned = plan.projects[index];
  if (!wanted || !planned) throw new Error('A plan has the projects of its file');
  const path = ['projects', index];
  const id = planned.id ?? (await at(source, path, () => createProject(context, { name: wanted.name }))).id;
  const { keep, days } = wanted.content ?? {};
  const content = { ...(keep === undefined ? {} : { contentKeep: keep }), ...(days === undefined ? {} : { contentDays: days }) };
  if (planned.action !== 'unchanged' && wanted.content !== undefined)
    await at(source, [...path, 'content'], () => updateProject(context, { projectId: id, ...content }));
  for (const [routeIndex, route] of wanted.routes.entries()) {
    if (planned.routes[routeIndex]?.action === 'unchanged') continue;
    await at(source, [...path, 'routes', routeIndex], () =>
      saveRoute(context, { projectId: id, name: route.name, targets: route.fallback }),
    );
  }
  const keys: ConfigResult['projects'][number]['keys'] = [];
  for (const [keyIndex, key] of wanted.keys.entries()) {
    const plannedKey = planned.keys[keyIndex];
    if (!plannedKey) throw new Error('A plan has the keys of its file');
    const standing = state.projects.flatMap((project) => project.keys).find((candidate) => candidate.id === plannedKey.id);
    const made =
      plannedKey.action === 'unchanged'
        ? undefined
        : await at(source, [...path, 'keys', keyIndex], () => applyKey(context, id, key, standing));
    keys.push({
      name: key.name,
      action: plannedKey.action,
      ...(made === undefined ? {} : { key: made }),
      ...(plannedKey.isRevoked ? { status: 'revoked' as const } : {}),
    });
  }
  return { name: wanted.name, id, action: planned.action, routes: planned.routes, keys };
}

/** Returns the key when it made one. A key of another value takes the old one's place, which is revoked. */
async function applyKey(
  context: TenantContext,
  projectId: string,
  wanted: Config['projects'][number]['keys'][number],
  standing: ConfigState['projects'][number]['keys'][number] | undefined,
): Promise<string | undefined> {
  const limits = {
    ...(wanted.rpm === undefined ? {} : { rpm: wanted.rpm }),
    ...(wanted.budget_usd === undefined ? {} : { budgetUsd: wanted.budget_usd }),
    ...(wanted.per === undefined ? {} : { budgetPer: wanted.per }),
  };
  if (standing && !isOtherKey(wanted, standing, configComparison)) {
    await updateApiKey(context, { apiKeyId: standing.id, ...limits });
    return undefined;
  }
  const { key } = await createApiKey(context, {
    projectId,
    name: wanted.name,
    ...(wanted.value === undefined ? {} : { value: wanted.value }),
    ...limits,
  });
  if (standing && !standing.isRevoked) await revokeApiKey(context, { apiKeyId: standing.id });
  return key;
}

/** A refusal of a verb becomes an error at the place of the file that asked for it. */
async function at<Result>(source: ConfigSource, path: ConfigPath, run: () => Promise<Result>): Promise<Result> {
  try {
    return await run();
  } catch (error) {
    if (error instanceof ServiceError) throw source.errorAt(path, error.message);
    throw error;
  }
}
