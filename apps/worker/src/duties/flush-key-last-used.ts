import { flushLastUsed } from '@tollgate/services/usage/flush-last-used';
import type { Duty } from './duty.ts';

/** Every 10 seconds: carries from Redis to Postgres when keys were last used. */
export const flushKeyLastUsed: Duty = {
  name: 'flush-key-last-used',
  runsAtStart: false,
  delayMs: () => 10_000,
  async run({ services }) {
    await flushLastUsed(services);
  },
};
