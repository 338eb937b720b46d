import { encodeId } from '@tollgate/core/ids/encode-id';
import { costOf } from '@tollgate/core/pricing/cost';
import type { PriceIndex } from '@tollgate/core/pricing/find-price';
import type { Outcome } from '@tollgate/core/routing/outcome';
import type { Target } from '@tollgate/core/routing/document';
import type { AttemptFact } from '@tollgate/core/usage/facts';
import { emptyUsage, type Usage } from '@tollgate/core/usage/usage';
import type { DemoApplication } from './demo-plan.ts';
import { drawOutcome, upstreamFailure } from './draw-outcome.ts';

type Dimensions = Pick<
  AttemptFact,
  'requestId' | 'organizationId' | 'projectId' | 'keyId' | 'memberId' | 'endUser' | 'sessionId' | 'route' | 'routeVersion' | 'tags'
>;
type Call = {
  application: DemoApplication;
  dimensions: Dimensions;
  target: Target;
  credentialId: string | null;
  ordinal: number;
  startedAtMs: number;
};

/** One call of a target, priced as the catalogue was at that time. */
export function generateAttempt(call: Call, history: { toMs: number; prices: PriceIndex }, random: () => number): AttemptFact {
  const { application, target, startedAtMs } = call;
  const provider = application.provider[target.credential] ?? target.credential;
  const outcome = drawOutcome(provider, startedAtMs, history.toMs, random);
  const usage = drawUsage(application, outcome, random);
  const price = history.prices.find(provider, target.model, startedAtMs);
  const firstTokenMs = outcome === 'success' || outcome === 'client_closed' ? Math.floor(180 + 900 * random() ** 2) : null;
  return {
    ...call.dimensions,
    attemptId: encodeId(
      'att',
      startedAtMs,
      Uint8Array.from({ length: 10 }, () => Math.floor(random() * 256)),
    ),
    startedAtMs,
    ordinal: call.ordinal,
    credentialId: call.credentialId,
    provider,
    model: target.model,
    outcome,
    ...upstreamFailure(outcome),
    firstTokenMs,
    durationMs: drawDuration(outcome, firstTokenMs, usage, random),
    usage,
    isEstimated: outcome === 'client_closed',
    priceRowId: price?.id ?? null,
    costPico: price === null ? null : costOf(usage, price).toString(),
  };
}

/** Most calls use about the middle figure, some a few times as much. A call that failed used nothing. */
function drawUsage(application: DemoApplication, outcome: Outcome, random: () => number): Usage {
  if (outcome !== 'success' && outcome !== 'client_closed') return emptyUsage();
  const size = () => 0.4 + 0.6 * random() + 2 * random() ** 6;
  const inputTokens = Math.round(application.inputTokens * size());
  const cachedInput = random() < 0.8 ? Math.floor(inputTokens * application.cachedPart) : 0;
  const written = outcome === 'success' ? 1 : random();
  return {
    ...emptyUsage(),
    input: inputTokens - cachedInput,
    cachedInput,
    output: Math.round(application.outputTokens * size() * written),
    reasoning: Math.round(application.reasoningTokens * size() * written),
  };
}

function drawDuration(outcome: Outcome, firstTokenMs: number | null, usage: Usage, random: () => number): number {
  if (outcome === 'timeout') return 30_000;
  if (firstTokenMs === null) return 90 + Math.floor(400 * random());
  return firstTokenMs + Math.floor((usage.output + usage.reasoning) * (9 + 6 * random()));
}
