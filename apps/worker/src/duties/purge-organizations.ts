import { purgeDeletedOrganizations } from '@tollgate/services/organization/purge-deleted-organizations';
import { untilMinuteOfDay, type Duty } from './duty.ts';

/** Every day at 02:30 UTC: removes the ledger of organisations that were deleted long enough ago. */
export const purgeOrganizations: Duty = {
  name: 'purge-organizations',
  runsAtStart: false,
  delayMs: (nowMs) => untilMinuteOfDay(150, nowMs),
  async run({ services, logger }) {
    const organizations = await purgeDeletedOrganizations(services);
    if (organizations > 0) logger.info({ organizations }, 'removed what was left of deleted organisations');
  },
};
