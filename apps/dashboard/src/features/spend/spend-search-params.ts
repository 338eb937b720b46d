import { parseAsStringLiteral } from 'nuqs';
import { BUCKETS } from '../time-range/bucket.ts';

const GROUP_BYS = ['organization', 'project', 'end_user', 'member', 'model', 'key', 'provider', 'route', 'tag'] as const;
export type GroupBy = (typeof GROUP_BYS)[number];

/** What one row is called, in running text. */
export const GROUP_LABELS: Record<GroupBy, string> = {
  organization: 'organisation',
  project: 'project',
  end_user: 'end user',
  member: 'member',
  model: 'model',
  key: 'key',
  provider: 'provider',
  route: 'route',
  tag: 'tag',
};

/** What the Costs page keeps in its URL beside its time range; a link shows the same to everyone who may see it. */
export const spendSearchParams = {
  bucket: parseAsStringLiteral(BUCKETS),
  /** All projects, or the one that the shell has open. */
  scope: parseAsStringLiteral(['organization', 'project']).withDefault('organization'),
  group: parseAsStringLiteral(GROUP_BYS).withDefault('project'),
};
