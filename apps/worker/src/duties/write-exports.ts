import { runExports } from '@tollgate/services/export/run-exports';
import type { Duty } from './duty.ts';

/** Every second: writes the files of requests that somebody asked for. */
export const writeExports: Duty = {
  name: 'write-exports',
  runsAtStart: true,
  delayMs: () => 1000,
  async run({ services, logger }) {
    const finished = await runExports(services);
    if (finished > 0) logger.info({ finished }, 'wrote exports');
  },
};
