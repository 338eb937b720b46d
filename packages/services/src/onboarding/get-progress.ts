import { routingDocumentSchema } from '@tollgate/core/routing/document';
import { hasRequests } from '@tollgate/db/ledger/has-requests';
import { scopeTo, type TenantDatabase } from '@tollgate/db/tenant-scope';
import * as z from 'zod';
import { idSchema } from '../access/id-schema.ts';
import { parseInput } from '../access/parse-input.ts';
import { requirePermission } from '../access/require-permission.ts';
import type { TenantContext } from '../context.ts';

export const getProgressInput = z.strictObject({
  /** Absent: requests of any project count. */
  projectId: idSchema.optional(),
});

/** The first steps of an organisation, whoever took them. */
export type OnboardingProgress = {
  /** In the project that was asked about, or in any. */
  hasRequest: boolean;
  hasCredential: boolean;
  /** A route with a second target. */
  hasFallback: boolean;
  hasBudget: boolean;
  /** Whether the member who asks has put the list away. */
  isDismissed: boolean;
};

export async function getProgress(context: TenantContext, input: z.input<typeof getProgressInput>): Promise<OnboardingProgress> {
  requirePermission(context, 'project:read');
  const { projectId } = parseInput(getProgressInput, input);
  const { database, organizationId, memberId } = context;
  const scope = scopeTo(database, organizationId);
  const [hasRequest, credential, hasFallback, budget, member] = await Promise.all([
    hasRequests(database.pool, organizationId, projectId),
    scope.credential.findFirst({ select: { id: true } }),
    findsFallback(scope),
    scope.apiKey.findFirst({ where: { budgetPico: { not: null }, revokedAt: null }, select: { id: true } }),
    memberId === null ? null : scope.membership.findFirst({ where: { id: memberId }, select: { checklistDismissedAt: true } }),
  ]);
  return {
    hasRequest,
    hasCredential: credential !== null,
    hasFallback,
    hasBudget: budget !== null,
    isDismissed: (member?.checklistDismissedAt ?? null) !== null,
  };
}

async function findsFallback(scope: TenantDatabase): Promise<boolean> {
  const routes = await scope.route.findMany({ select: { id: true, publishedVersion: true } });
  if (routes.length === 0) return false;
  const versions = await scope.routeVersion.findMany({
    where: { OR: routes.map(({ id, publishedVersion }) => ({ routeId: id, version: publishedVersion })) },
    select: { document: true },
  });
  return versions.some(({ document }) => routingDocumentSchema.parse(document).nodes.filter(({ kind }) => kind === 'model').length > 1);
}
