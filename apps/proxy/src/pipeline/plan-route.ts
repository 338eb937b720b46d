import { compile, type CompiledGraph } from '@tollgate/core/routing/compile';
import { documentFromFallbackList, targetFromName, type Target } from '@tollgate/core/routing/document';
import { adapterFor } from '@tollgate/providers/registry';
import { nearestNames } from '@tollgate/core/routing/nearest-names';
import type { Refusal } from '../http/refusal.ts';
import type { OrganizationRuntime, ProjectRuntime } from '../snapshot/runtime.ts';

/** The graph to walk; `route` is `null` when the model was named directly. */
export type RoutePlan = { route: string | null; version: number | null; graph: CompiledGraph };

const direct = new WeakMap<OrganizationRuntime, Map<string, RoutePlan>>();
const MAX_REMEMBERED = 10_000;

/**
 * What a `model` name means, in this order: a route of the project; `<credential>/<model>`; `<provider>/<model>` through that
 * provider's default credential; a bare catalogue model through the cheapest provider that serves it here.
 */
export function planRoute(model: string, project: ProjectRuntime, organization: OrganizationRuntime): RoutePlan | Refusal {
  const route = project.routes.get(model);
  if (route !== undefined) return { route: route.name, version: route.version, graph: route.graph };
  let plans = direct.get(organization);
  if (plans === undefined) direct.set(organization, (plans = new Map()));
  let plan = plans.get(model);
  if (plan === undefined) {
    const target = findTarget(model, organization);
    if (target === null) return refuse(model, project, organization);
    plan = { route: null, version: null, graph: compile(documentFromFallbackList([target])) };
    if (plans.size >= MAX_REMEMBERED) plans.clear();
    plans.set(model, plan);
  }
  return plan;
}

function findTarget(model: string, organization: OrganizationRuntime): Target | null {
  const named = targetFromName(model);
  if (named !== null) {
    const { credential } = named;
    if (credential === 'sim' || organization.credentialsByName.has(credential) || organization.defaultByProvider.has(credential))
      return named;
  }
  const provider = organization.prices.providersOf(model).find((id) => organization.defaultByProvider.has(id));
  return provider === undefined ? null : { credential: provider, model };
}

function refuse(model: string, project: ProjectRuntime, organization: OrganizationRuntime): Refusal {
  const named = targetFromName(model);
  const shown = model.slice(0, 100);
  if (named !== null && adapterFor(named.credential) !== undefined) {
    return notFound(
      `No credential for the provider "${named.credential}" is stored, so "${shown}" cannot be called. Add one under Providers.`,
    );
  }
  const known = [...project.routes.keys(), ...[...organization.credentialsByName.keys()].map((name) => `${name}/${named?.model ?? model}`)];
  const near = nearestNames(model, known, 3);
  const hint =
    near.length > 0
      ? ` Did you mean ${near.map((name) => `"${name.slice(0, 100)}"`).join(' or ')}?`
      : ' "sim/echo" works without any credential.';
  return notFound(`"${shown}" is neither a route of this project nor a model that a stored credential serves.${hint}`);
}

function notFound(message: string): Refusal {
  return { status: 404, code: 'model_not_found', message, param: 'model', shouldRetry: false };
}
