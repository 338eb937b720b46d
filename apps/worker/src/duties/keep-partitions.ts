import { defaultPartitionRows } from '@tollgate/db/ledger/default-partition-rows';
import { ensureCurrentPartitions } from '@tollgate/db/ledger/ensure-current-partitions';
import { untilMinuteOfDay, type Duty } from './duty.ts';

/** At the start and every day at 00:05 UTC: makes partitions ahead and raises the alarm about rows that found none. */
export const keepPartitions: Duty = {
  name: 'keep-partitions',
  runsAtStart: true,
  delayMs: (nowMs) => untilMinuteOfDay(5, nowMs),
  async run({ services, logger, metrics }) {
    const { pool } = services.database;
    const { created, leftInDefault } = await ensureCurrentPartitions(pool, services.clock());
    if (created.length > 0) logger.info({ created }, 'made partitions');
    for (const left of leftInDefault)
      logger.error(left, 'a partition was not made because the default partition holds too many of its rows');
    for (const [table, rows] of Object.entries(await defaultPartitionRows(pool))) {
      metrics.defaultPartitionRows.set({ table }, rows);
      if (rows > 0) logger.error({ table, rows }, 'rows lie in the default partition: facts from a time for which no partition was made');
    }
  },
};
