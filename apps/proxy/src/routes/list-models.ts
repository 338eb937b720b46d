import type { PriceRow } from '@tollgate/core/pricing/price-row';
import type { OrganizationRuntime, ProjectRuntime } from '../snapshot/runtime.ts';

export type ListedModel = { id: string; object: 'model'; created: number; owned_by: string };

/**
 * Every model name that this project's keys can write: its routes first, then each catalogue model of a provider with a default
 * credential, then the simulated one. Times are epoch seconds.
 */
export function listModels(project: ProjectRuntime, organization: OrganizationRuntime, catalogue: readonly PriceRow[]): ListedModel[] {
  const models: ListedModel[] = [...project.routes.keys()].map((name) => ({ id: name, object: 'model', created: 0, owned_by: 'route' }));
  const seen = new Set<string>();
  for (const row of catalogue) {
    if (!organization.defaultByProvider.has(row.provider)) continue;
    const id = `${row.provider}/${row.model}`;
    if (seen.has(id)) continue;
    seen.add(id);
    models.push({ id, object: 'model', created: Math.floor(Date.parse(row.effectiveFrom) / 1000), owned_by: row.provider });
  }
  models.push({ id: 'sim/echo', object: 'model', created: 0, owned_by: 'sim' });
  return models;
}
