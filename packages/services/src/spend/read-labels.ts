import { scopeTo } from '@tollgate/db/tenant-scope';
import type { SpendDimension } from '@tollgate/db/ledger/read-spend';
import type { TenantContext } from '../context.ts';

/** What `''` is called in each dimension. */
const NONE: Record<SpendDimension, string> = {
  project: 'No project',
  member: 'No owner',
  end_user: 'No end user',
  model: 'No model reached',
  key: 'No key',
  provider: 'No provider reached',
  credential: 'No credential',
  route: 'No route',
  tag: 'Untagged',
  none: 'All',
};

/** Names for the values of a dimension. Values without an entry, such as those of deleted things, are shown as they are. */
export async function readLabels(
  context: TenantContext,
  dimension: SpendDimension,
  values: readonly string[],
): Promise<Map<string, string>> {
  const scope = scopeTo(context.database, context.organizationId);
  const where = { id: { in: values.filter((value) => value !== '') } };
  const select = { id: true, name: true } as const;
  const labels = new Map([['', NONE[dimension]]]);
  switch (dimension) {
    case 'project':
      for (const { id, name, deletedAt } of await scope.project.findMany({ where, select: { ...select, deletedAt: true } }))
        labels.set(id, deletedAt === null ? name : `${name} (deleted)`);
      break;
    case 'key':
      for (const { id, name } of await scope.apiKey.findMany({ where, select })) labels.set(id, name);
      break;
    case 'credential':
      for (const { id, name } of await scope.credential.findMany({ where, select })) labels.set(id, name);
      break;
    case 'member':
      for (const { id, user } of await scope.membership.findMany({ where, select: { id: true, user: { select: { name: true } } } }))
        labels.set(id, user.name);
      for (const { id, name } of await scope.formerMember.findMany({ where, select })) labels.set(id, `${name} (left)`);
      break;
  }
  return labels;
}
