import { costOf } from '@tollgate/core/pricing/cost';
import type { PicoUsd } from '@tollgate/core/money/pico-usd';
import type { PriceRow } from '@tollgate/core/pricing/price-row';
import type { Outcome } from '@tollgate/core/routing/outcome';
import type { AttemptFact, RequestFact } from '@tollgate/core/usage/facts';
import { emptyUsage, type Usage } from '@tollgate/core/usage/usage';
import type { AttemptIdentity } from '@tollgate/queue/usage-record';
import type { ChatApi } from '@tollgate/providers/adapter';
import { newId } from '@tollgate/secrets/new-id';
import type { UpstreamTarget } from '../upstream/target.ts';
import { estimateTokens } from '../usage/estimate-tokens.ts';

/** One upstream call from just before its dial to its fact in the ledger. */
export class Attempt {
  readonly id: string;
  readonly startedAtMs: number;
  readonly startedTick: number;
  readonly ordinal: number;
  readonly target: UpstreamTarget;
  /** What is spoken to the target. */
  readonly api: ChatApi;
  readonly price: PriceRow | null;
  readonly promptBytes: number;
  firstTokenMs: number | null = null;
  upstreamStatus: number | null = null;
  /** The upstream's answer has begun, so the provider has worked. */
  hasHead = false;

  constructor(target: UpstreamTarget, api: ChatApi, ordinal: number, promptBytes: number) {
    this.startedAtMs = Date.now();
    this.startedTick = performance.now();
    this.id = newId('att', this.startedAtMs);
    this.ordinal = ordinal;
    this.target = target;
    this.api = api;
    this.price = target.price(this.startedAtMs);
    this.promptBytes = promptBytes;
  }

  noteFirstToken(): void {
    this.firstTokenMs ??= Math.round(performance.now() - this.startedTick);
  }

  /**
   * What the attempt used, by the disconnect rule: what the provider said; nothing when it never answered, refused or failed
   * before any content; an estimate from what was delivered when the answer had begun, or the client left, and no usage came.
   */
  usage(said: Usage | null, pieces: number, outcome: Outcome): { usage: Usage; isEstimated: boolean } {
    if (said !== null) return { usage: said, isEstimated: false };
    const hasDelivered = pieces > 0 || outcome === 'client_closed';
    if (!hasDelivered || !this.hasHead || (this.upstreamStatus ?? 0) >= 400) return { usage: emptyUsage(), isEstimated: false };
    return { usage: { ...emptyUsage(), input: estimateTokens(this.promptBytes), output: pieces }, isEstimated: true };
  }

  /** `null` when the price is not known. An attempt that used nothing costs nothing, request fee included. */
  cost(usage: Usage): PicoUsd | null {
    if (this.price === null) return null;
    return this.hasHead && (this.upstreamStatus ?? 0) < 400 ? costOf(usage, this.price) : 0n;
  }

  /** What is known of it before it is dialled. */
  identity(): AttemptIdentity {
    const { target } = this;
    return {
      attemptId: this.id,
      startedAtMs: this.startedAtMs,
      ordinal: this.ordinal,
      credentialId: target.credentialId,
      provider: target.provider,
      model: target.model.slice(0, 256),
    };
  }

  fact(
    request: RequestFact,
    end: { outcome: Outcome; message: string | null; usage: Usage; isEstimated: boolean; cost: PicoUsd | null },
  ): AttemptFact {
    return {
      attemptId: this.id,
      startedAtMs: this.startedAtMs,
      requestId: request.requestId,
      ordinal: this.ordinal,
      organizationId: request.organizationId,
      projectId: request.projectId,
      keyId: request.keyId,
      memberId: request.memberId,
      endUser: request.endUser,
      sessionId: request.sessionId,
      route: request.route,
      routeVersion: request.routeVersion,
      tags: request.tags,
      credentialId: this.target.credentialId,
      provider: this.target.provider,
      model: this.target.model.slice(0, 256),
      outcome: end.outcome,
      upstreamStatus: this.upstreamStatus,
      errorMessage: end.message === null ? null : end.message.slice(0, 500),
      firstTokenMs: this.firstTokenMs,
      durationMs: Math.round(performance.now() - this.startedTick),
      usage: end.usage,
      isEstimated: end.isEstimated,
      priceRowId: this.price?.id ?? null,
      costPico: end.cost === null ? null : end.cost.toString(),
    };
  }
}
