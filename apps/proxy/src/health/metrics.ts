import type { AttemptFact, RequestFact } from '@tollgate/core/usage/facts';
import { PICO_PER_USD, type PicoUsd } from '@tollgate/core/money/pico-usd';
import { Counter, Gauge, Histogram, monitorEventLoop, Registry } from '@tollgate/telemetry/metrics';

/** Callers choose model names and their number; past this many values a label says `other`. */
const MAX_LABEL_VALUES = 200;

export type ProxyMetrics = {
  registry: Registry;
  countRequest(fact: RequestFact): void;
  countAttempt(fact: AttemptFact, cost: PicoUsd | null): void;
  countRefusedKey(): void;
  countDroppedContent(items: number): void;
};

/** Metrics of one proxy, with bounded labels. */
export function createProxyMetrics(gauges: { inFlight: () => number; waitingFacts: () => number }): ProxyMetrics {
  const registry = new Registry();
  monitorEventLoop(registry);
  const duration = new Histogram({
    name: 'gateway_inference_duration_seconds',
    help: 'Time from the receipt of a request to the end of its answer.',
    labelNames: ['model', 'status'],
    buckets: [0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60, 120, 300],
    registers: [registry],
  });
  const cost = new Counter({
    name: 'gateway_token_cost_dollars',
    help: 'Cost of attempts by the price catalogue. The ledger is exact; this is a float.',
    labelNames: ['tenant_id', 'provider'],
    registers: [registry],
  });
  const attempts = new Counter({
    name: 'gateway_attempts_total',
    help: 'Upstream calls by how they ended.',
    labelNames: ['provider', 'outcome'],
    registers: [registry],
  });
  const unpriced = new Counter({
    name: 'gateway_unpriced_attempts_total',
    help: 'Successful upstream calls whose price is not known.',
    labelNames: ['provider'],
    registers: [registry],
  });
  const refusedKeys = new Counter({
    name: 'gateway_refused_keys_total',
    help: 'Requests with a missing, unknown, revoked or expired key.',
    registers: [registry],
  });
  const dropped = new Counter({
    name: 'gateway_dropped_contents_total',
    help: 'Prompts and answers that could not be kept.',
    registers: [registry],
  });
  registry.registerMetric(gauge('gateway_requests_in_flight', 'Requests being answered.', gauges.inFlight));
  registry.registerMetric(
    gauge('gateway_unacknowledged_facts', 'Usage facts that the ledger has not acknowledged yet.', gauges.waitingFacts),
  );
  const models = new BoundedLabel();
  const tenants = new BoundedLabel();
  return {
    registry,
    countRequest(fact) {
      duration.observe(
        { model: models.bound(fact.model === null ? 'none' : `${fact.provider}/${fact.model}`), status: String(fact.status) },
        fact.durationMs / 1000,
      );
    },
    countAttempt(fact, pico) {
      attempts.inc({ provider: fact.provider, outcome: fact.outcome });
      if (pico === null) {
        if (fact.outcome === 'success') unpriced.inc({ provider: fact.provider });
      } else if (pico > 0n)
        cost.inc({ tenant_id: tenants.bound(fact.organizationId), provider: fact.provider }, Number(pico) / Number(PICO_PER_USD));
    },
    countRefusedKey: () => refusedKeys.inc(),
    countDroppedContent: (items) => dropped.inc(items),
  };
}

function gauge(name: string, help: string, read: () => number): Gauge {
  return new Gauge({
    name,
    help,
    registers: [],
    collect() {
      this.set(read());
    },
  });
}

class BoundedLabel {
  readonly #seen = new Set<string>();

  bound(value: string): string {
    if (this.#seen.has(value)) return value;
    if (this.#seen.size >= MAX_LABEL_VALUES) return 'other';
    this.#seen.add(value);
    return value;
  }
}
