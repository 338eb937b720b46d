import { findRollupDrift } from '@tollgate/db/ledger/find-rollup-drift';
import { untilMinuteOfDay, type Duty } from './duty.ts';

const DAY_MS = 86_400_000;
const SAMPLED_DAYS = 60;

/** Every night at 03:17 UTC: adds up yesterday and one older day anew. Any difference from the rollups is an error with its figures, never a silent repair. */
export const checkRollupDrift: Duty = {
  name: 'check-rollup-drift',
  runsAtStart: false,
  delayMs: (nowMs) => untilMinuteOfDay(197, nowMs),
  async run({ services, logger, metrics }) {
    const today = Math.floor(services.clock() / DAY_MS);
    // A stride that is prime to the span visits every day of it in turn.
    const older = 2 + ((today * 7) % (SAMPLED_DAYS - 1));
    let rows = 0;
    for (const daysAgo of [1, older]) {
      const fromMs = (today - daysAgo) * DAY_MS;
      for (const drift of await findRollupDrift(services.database.pool, fromMs, fromMs + DAY_MS)) {
        rows += drift.rows;
        const figures = {
          table: drift.table,
          rows: drift.rows,
          costPico: drift.costPico.toString(),
          day: new Date(fromMs).toISOString().slice(0, 10),
        };
        logger.error(figures, 'a rollup differs from the facts it is made of');
      }
    }
    metrics.rollupDrift.set(rows);
  },
};
