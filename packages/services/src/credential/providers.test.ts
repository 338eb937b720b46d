import { expect, test } from 'vitest';
// @boundaries-ignore a test that holds two lists of two planes together
import { listProviders } from '../../../providers/src/registry.ts';
import { PROVIDERS, SIMULATED_PROVIDER } from './providers.ts';

test('credentials can be made for exactly the providers that have an adapter, on its terms', () => {
  expect(PROVIDERS).toEqual(listProviders().filter((provider) => provider.id !== SIMULATED_PROVIDER));
});
