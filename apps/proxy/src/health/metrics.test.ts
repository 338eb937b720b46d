import { attemptFact, requestFact } from '@tollgate/testing/usage-facts';
import { expect, test } from 'vitest';
import { createProxyMetrics } from './metrics.ts';

const create = () => createProxyMetrics({ inFlight: () => 3, waitingFacts: () => 7 });

test('the names that operators know are there, with the dollars of an attempt', async () => {
  const metrics = create();
  metrics.countRequest(requestFact({ durationMs: 800 }));
  metrics.countAttempt(attemptFact({ organizationId: 'org_9' }), 2_500_000_000_000n);
  metrics.countRefusedKey();
  metrics.countDroppedContent(4);
  const text = await metrics.registry.metrics();
  expect(text).toContain('gateway_inference_duration_seconds_count{model="sim/echo",status="200"} 1');
  expect(text).toContain('gateway_token_cost_dollars{tenant_id="org_9",provider="sim"} 2.5');
  expect(text).toContain('gateway_attempts_total{provider="sim",outcome="success"} 1');
  expect(text).toContain('gateway_refused_keys_total 1');
  expect(text).toContain('gateway_dropped_contents_total 4');
  expect(text).toContain('gateway_requests_in_flight 3');
  expect(text).toContain('gateway_unacknowledged_facts 7');
});

test('a success without a price is counted as such, a failure without one is not', async () => {
  const metrics = create();
  metrics.countAttempt(attemptFact(), null);
  metrics.countAttempt(attemptFact({ outcome: 'server_error' }), null);
  expect(await metrics.registry.metrics()).toContain('gateway_unpriced_attempts_total{provider="sim"} 1');
});

test('callers who make up model names cannot make up endless series', async () => {
  const metrics = create();
  for (let i = 0; i < 5000; i++) metrics.countRequest(requestFact({ model: `made-up-${i}` }));
  const series = (await metrics.registry.metrics()).match(/gateway_inference_duration_seconds_count/g) ?? [];
  expect(series.length).toBeLessThanOrEqual(201);
});
