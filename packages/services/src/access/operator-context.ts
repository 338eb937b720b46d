import type { Services, TenantContext } from '../context.ts';

/** The operator of the installation acting on an organisation, as configuration as code does. Never for anything that came from a network. */
export function operatorContext(services: Services, organizationId: string): TenantContext {
  return { ...services, organizationId, actor: { kind: 'system' }, role: 'owner', readsContent: true, memberId: null };
}
