import { roleAllows } from '@tollgate/core/access/permission';
import { costLines } from '@tollgate/core/pricing/cost';
import type { PriceRow } from '@tollgate/core/pricing/price-row';
import type { Usage } from '@tollgate/core/usage/usage';
import { type AttemptRow, listAttemptRows } from '@tollgate/db/ledger/list-attempt-rows';
import { listRequestRows } from '@tollgate/db/ledger/list-request-rows';
import { readPriceRows } from '@tollgate/db/ledger/read-price-rows';
import { outcomeSchema, type Outcome } from '@tollgate/core/routing/outcome';
import * as z from 'zod';
import { parseInput } from '../access/parse-input.ts';
import { requirePermission } from '../access/require-permission.ts';
import type { TenantContext } from '../context.ts';
import { ServiceError } from '../errors.ts';
import { type RequestView, toRequestView } from './request-view.ts';
import { storedTextSchema } from './stored-text-schema.ts';

export const getRequestInput = z.strictObject({ requestId: storedTextSchema });

export type CostLineView = { bucket: string; quantity: number; ratePico: bigint; costPico: bigint };

export type AttemptView = {
  attemptId: string;
  ordinal: number;
  startedAt: string;
  provider: string;
  model: string;
  credentialName: string | null;
  outcome: Outcome;
  upstreamStatus: number | null;
  errorMessage: string | null;
  durationMs: number;
  firstTokenMs: number | null;
  usage: Usage;
  isEstimated: boolean;
  /** `null` when unpriced, as are the next two when so or when the role may not see money. */
  costPico: bigint | null;
  priceRow: PriceRow | null;
  /** The terms whose sum is `costPico`. */
  costLines: CostLineView[];
};

export type RequestDetail = Omit<RequestView, 'attempts'> & {
  attempts: AttemptView[];
  errorMessage: string | null;
  routeVersion: number | null;
  overheadMicros: number;
  metadata: Record<string, string>;
  userAgent: string | null;
  /** Whether the caller asked that nothing of its content be kept. */
  isUnlogged: boolean;
};

/** One request with its attempts and the cost formula of each. Throws `not_found`. */
export async function getRequest(context: TenantContext, input: z.input<typeof getRequestInput>): Promise<RequestDetail> {
  requirePermission(context, 'request:read');
  const { requestId } = parseInput(getRequestInput, input);
  const { pool } = context.database;
  const { organizationId } = context;
  const [row] = await listRequestRows(pool, organizationId, [requestId]);
  if (!row)
    throw new ServiceError(
      'not_found',
      'There is no such request in this organisation, or it is not recorded yet. Requests are recorded within seconds of their end.',
    );
  const attempts = await listAttemptRows(pool, organizationId, requestId);
  const prices = await readPriceRows(
    pool,
    organizationId,
    attempts.map(({ priceRowId }) => priceRowId).filter((id) => id !== null),
  );
  const { errorMessage, routeVersion, overheadMicros, metadata, userAgent, isUnlogged } = row;
  return {
    ...toRequestView(context, row),
    attempts: attempts.map((attempt) => toAttemptView(context, attempt, prices)),
    errorMessage,
    routeVersion,
    overheadMicros,
    metadata,
    userAgent,
    isUnlogged,
  };
}

function toAttemptView(context: TenantContext, row: AttemptRow, prices: ReadonlyMap<string, PriceRow>): AttemptView {
  const seesMoney = roleAllows(context.role, 'spend:read');
  const priceRow = seesMoney && row.priceRowId !== null ? (prices.get(row.priceRowId) ?? null) : null;
  return {
    attemptId: row.attemptId,
    ordinal: row.ordinal,
    startedAt: row.startedAt.toISOString(),
    provider: row.provider,
    model: row.model,
    credentialName: row.credentialName,
    outcome: outcomeSchema.parse(row.outcome),
    upstreamStatus: row.upstreamStatus,
    errorMessage: row.errorMessage,
    durationMs: row.durationMs,
    firstTokenMs: row.firstTokenMs,
    usage: row.usage,
    isEstimated: row.isEstimated,
    costPico: seesMoney && row.costPico !== null ? BigInt(row.costPico) : null,
    priceRow,
    costLines:
      priceRow === null
        ? []
        : costLines(row.usage, priceRow).map(({ bucket, quantity, rate, cost }) => ({ bucket, quantity, ratePico: rate, costPico: cost })),
  };
}
