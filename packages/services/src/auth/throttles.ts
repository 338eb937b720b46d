import type { Throttle } from '../access/throttle.ts';

const MINUTE_MS = 60_000;

/** By e-mail address, by the network that asks, and by person: what may be tried so often and no more. */
export const THROTTLES = {
  signInToAddress: { name: 'sign-in-address', limit: 5, windowMs: 15 * MINUTE_MS },
  signInFromNetwork: { name: 'sign-in-network', limit: 50, windowMs: 15 * MINUTE_MS },
  signUpFromNetwork: { name: 'sign-up-network', limit: 30, windowMs: 60 * MINUTE_MS },
  resetOfAddress: { name: 'reset-address', limit: 4, windowMs: 60 * MINUTE_MS },
  resetFromNetwork: { name: 'reset-network', limit: 30, windowMs: 60 * MINUTE_MS },
  tokenFromNetwork: { name: 'mail-link-network', limit: 60, windowMs: 15 * MINUTE_MS },
  mailToPerson: { name: 'mail-person', limit: 5, windowMs: 60 * MINUTE_MS },
  passwordOfPerson: { name: 'password-person', limit: 10, windowMs: 15 * MINUTE_MS },
  codeOfPerson: { name: 'code-person', limit: 5, windowMs: 15 * MINUTE_MS },
} as const satisfies Record<string, Throttle>;
