import { waitFor } from '@tollgate/testing/wait-for';
import type { FaultStack } from './fault-stack.ts';

/**
 * Waits until the ledger has acknowledged every fact that the proxy knows of. What a dead worker held is sent again after ten seconds,
 * and after twenty more should that fail too.
 */
export async function waitUntilSettled(stack: FaultStack): Promise<void> {
  await waitFor(
    'every fact to be acknowledged',
    async () => {
      const text = await (await fetch(`${stack.proxy.metricsUrl}/metrics`)).text();
      return /^gateway_unacknowledged_facts 0$/m.test(text) && /^gateway_requests_in_flight 0$/m.test(text);
    },
    { timeoutMs: 60_000, everyMs: 100 },
  );
}
