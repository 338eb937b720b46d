import { roleAllows } from '@tollgate/core/access/permission';
import type { RequestRow } from '@tollgate/db/ledger/request-columns';
import type { TenantContext } from '../context.ts';

/** One line of the requests page. */
export type RequestView = {
  requestId: string;
  /** ISO instant. */
  startedAt: string;
  status: number;
  errorCode: string | null;
  requestedModel: string;
  provider: string | null;
  model: string | null;
  route: string | null;
  keyId: string;
  keyName: string | null;
  projectId: string;
  endUser: string | null;
  sessionId: string | null;
  tags: string[];
  cache: string;
  isStream: boolean;
  attempts: number;
  inputTokens: number;
  outputTokens: number;
  /** What the priced attempts cost; `null` when none is priced, and for roles that may not see money. */
  costPico: bigint | null;
  /** Whether an attempt has no known price, so that `costPico` is not the whole. */
  isUnpriced: boolean;
  isEstimated: boolean;
  durationMs: number;
  firstTokenMs: number | null;
};

export function toRequestView(context: TenantContext, row: RequestRow): RequestView {
  const seesMoney = roleAllows(context.role, 'spend:read');
  return {
    requestId: row.requestId,
    startedAt: row.startedAt.toISOString(),
    status: row.status,
    errorCode: row.errorCode,
    requestedModel: row.requestedModel,
    provider: row.provider,
    model: row.model,
    route: row.route,
    keyId: row.keyId,
    keyName: row.keyName,
    projectId: row.projectId,
    endUser: row.endUser,
    sessionId: row.sessionId,
    tags: row.tags,
    cache: row.cache,
    isStream: row.isStream,
    attempts: row.attempts,
    inputTokens: row.inputTokens,
    outputTokens: row.outputTokens,
    costPico: seesMoney && row.costPico !== null ? BigInt(row.costPico) : null,
    isUnpriced: seesMoney && row.unpricedAttempts > 0,
    isEstimated: row.isEstimated,
    durationMs: row.durationMs,
    firstTokenMs: row.firstTokenMs,
  };
}
