import type { Facts } from '@tollgate/db/ledger/ingest-facts';
import type { PriceIndex } from '@tollgate/core/pricing/find-price';
import type { DemoApplication } from './demo-plan.ts';
import { type DemoCaller, generateRequest } from './generate-request.ts';
import { createSeededRandom } from './seeded-random.ts';
import { trafficWeight } from './traffic-rhythm.ts';

const HOUR_MS = 3_600_000;

export type HistoryPlan = {
  /** On hours; `toMs` is exclusive. */
  fromMs: number;
  toMs: number;
  /** About so many in all. */
  requests: number;
  requestsABatch: number;
  callers: readonly (DemoCaller & { application: DemoApplication })[];
  prices: PriceIndex;
};

/** The same plan gives the same facts, identifiers included, so that writing them again changes nothing. Oldest first. */
export function* generateHistory(plan: HistoryPlan): Generator<Facts> {
  const random = createSeededRandom(20_260_901);
  const totals = new Map(plan.callers.map(({ application }) => [application, totalWeight(plan, application)]));
  let batch = emptyBatch();
  for (let hourMs = plan.fromMs; hourMs < plan.toMs; hourMs += HOUR_MS) {
    for (const caller of plan.callers) {
      const { application } = caller;
      const weight = trafficWeight(application.rhythm, hourMs, progressOf(plan, hourMs)) / (totals.get(application) ?? 1);
      // Rounding by dice keeps quiet hours from vanishing; a fifth more or less makes no two days alike.
      const count = Math.floor(plan.requests * application.share * weight * (0.8 + 0.4 * random()) + random());
      for (let index = 0; index < count; index++) {
        const { request, attempts } = generateRequest(caller, hourMs + Math.floor(random() * HOUR_MS), plan, random);
        batch.requests.push(request);
        batch.attempts.push(...attempts);
        if (batch.requests.length < plan.requestsABatch) continue;
        yield batch;
        batch = emptyBatch();
      }
    }
  }
  if (batch.requests.length > 0) yield batch;
}

function totalWeight(plan: HistoryPlan, application: DemoApplication): number {
  let total = 0;
  for (let hourMs = plan.fromMs; hourMs < plan.toMs; hourMs += HOUR_MS)
    total += trafficWeight(application.rhythm, hourMs, progressOf(plan, hourMs));
  return total;
}

function progressOf({ fromMs, toMs }: HistoryPlan, atMs: number): number {
  return (atMs - fromMs) / (toMs - fromMs);
}

function emptyBatch() {
  return { attempts: [] as Facts['attempts'][number][], requests: [] as Facts['requests'][number][] };
}
