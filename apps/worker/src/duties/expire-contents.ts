import { dropExpiredContents } from '@tollgate/db/ledger/drop-expired-contents';
import type { Duty } from './duty.ts';

/** Every ten minutes: removes kept prompts and answers whose time is over or whose project does not keep them any more. */
export const expireContents: Duty = {
  name: 'expire-contents',
  runsAtStart: true,
  delayMs: () => 600_000,
  async run({ services, logger }) {
    const dropped = await dropExpiredContents(services.database.pool, services.clock());
    if (dropped.rows > 0 || dropped.partitions.length > 0) logger.info(dropped, 'removed expired contents');
  },
};
