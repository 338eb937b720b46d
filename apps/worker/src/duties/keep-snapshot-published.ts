import { keepPublished } from '@tollgate/services/snapshot/keep-published';
import type { Duty } from './duty.ts';

/** Every second: publishes everything to a Redis that is new or lost its data, else what could not be published when it changed. */
export const keepSnapshotPublished: Duty = {
  name: 'keep-snapshot-published',
  runsAtStart: true,
  delayMs: () => 1000,
  async run({ services, logger }) {
    if ((await keepPublished(services)) === 'everything') logger.info('published everything to a Redis without an epoch');
  },
};
