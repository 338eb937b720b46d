import type { Target } from '@tollgate/core/routing/document';
import type { TenantTransaction } from '@tollgate/db/tenant-scope';
import { SIMULATED_PROVIDER } from '../credential/providers.ts';
import { ServiceError } from '../errors.ts';

/** Throws `invalid` for a target that nothing serves: no credential of that name, and no default credential of that provider. */
export async function requireKnownTargets(scope: Pick<TenantTransaction, 'credential'>, targets: readonly Target[]): Promise<void> {
  const credentials = await scope.credential.findMany({ select: { name: true, provider: true, isDefault: true } });
  targets.forEach(({ credential, model }, index) => {
    const isKnown =
      credential === SIMULATED_PROVIDER ||
      credentials.some((known) => known.name === credential || (known.isDefault && known.provider === credential));
    if (isKnown) return;
    const names = credentials
      .map((known) => known.name)
      .slice(0, 10)
      .join(', ');
    const choice = names === '' ? 'There are none yet; sim/echo needs none.' : `There are: ${names}.`;
    throw new ServiceError('invalid', `"${credential}/${model}" names no credential of this organisation. ${choice}`, {
      field: `targets.${index}`,
    });
  });
}
