import { roleAllows } from '@tollgate/core/access/permission';
import { latencyQuantile } from '@tollgate/core/usage/latency-bin';
import { listLastFailures } from '@tollgate/db/ledger/list-last-failures';
import { listRescuedRows } from '@tollgate/db/ledger/list-rescued-rows';
import { readOverview, type LatencyCounts, type OverviewAnswer, type OverviewSums } from '@tollgate/db/ledger/read-overview';
import * as z from 'zod';
import { parseInput } from '../access/parse-input.ts';
import { requirePermission } from '../access/require-permission.ts';
import type { TenantContext } from '../context.ts';
import { rangeFields, withRange } from '../spend/query-spend-input.ts';
import { readFreshness } from '../spend/read-freshness.ts';
import { readLabels } from '../spend/read-labels.ts';
import { refuseUnknownZone } from '../spend/refuse-unknown-zone.ts';

export const getOverviewInput = z.strictObject({ ...rangeFields, compared: rangeFields.compared.unwrap() }).transform(withRange);

/** Amounts are `null` for a role that may not see money. */
export type OverviewFigures = {
  costPico: bigint | null;
  requests: number;
  /** Status 400 and above. */
  failedRequests: number;
  /** Answered after an attempt that failed. */
  rescuedRequests: number;
  tokens: number;
};

export type OverviewPart = OverviewFigures & { id: string; label: string };

/** The largest parts, and what the others are together. */
export type OverviewParts = { top: OverviewPart[]; others: OverviewFigures & { count: number } };

export type Overview = {
  /** ISO instants at which the buckets begin, without gaps, ascending. */
  buckets: string[];
  /** One a bucket. 95 % of its answered requests took at most `p95Ms`, within a fifth; `null` when none was answered. */
  byBucket: (OverviewFigures & { p95Ms: number | null })[];
  totals: OverviewFigures & { p95Ms: number | null };
  compared: OverviewFigures & { p95Ms: number | null };
  projects: OverviewParts;
  models: OverviewParts;
  routes: OverviewParts;
  providers: {
    provider: string;
    attempts: number;
    /** By the provider's fault. */
    failedAttempts: number;
    /** Of answered attempts, within a fifth. */
    medianMs: number | null;
    lastFailure: { at: string; model: string; outcome: string; requestId: string; projectId: string } | null;
  }[];
  /** The newest that were rescued. */
  rescued: {
    requestId: string;
    projectId: string;
    startedAt: string;
    requestedModel: string;
    attempts: number;
    durationMs: number;
    answeredBy: string;
    failed: { target: string; outcome: string } | null;
  }[];
  /** ISO instant up to which everything is counted; `null` when that is not known. */
  completeTo: string | null;
};

const TOP = 6;
const RESCUED_EXAMPLES = 5;

/** How an organisation, or some of its projects, fare in a range: everything that the overview shows but budgets and changes. */
export async function getOverview(context: TenantContext, input: z.input<typeof getOverviewInput>): Promise<Overview> {
  requirePermission(context, 'request:read');
  const { projectIds = null, ...question } = parseInput(getOverviewInput, input);
  const { pool } = context.database;
  const scope = { organizationId: context.organizationId, projectIds };
  const completeToMs = await readFreshness(context);
  const answer = await readOverview(pool, { ...question, ...scope }).catch(refuseUnknownZone);
  const recent = { ...scope, fromMs: question.fromMs, toMs: question.toMs };
  const [projects, routes, rescued, providers] = await Promise.all([
    toParts(context, answer.byProject, 'project'),
    toParts(context, answer.byRoute, 'route'),
    answer.total.rescuedRequests === 0 ? [] : listRescuedRows(pool, recent, RESCUED_EXAMPLES),
    toProviders(context, answer, recent),
  ]);
  return {
    buckets: answer.bucketsMs.map((ms) => new Date(ms).toISOString()),
    byBucket: answer.bucketsMs.map((_, bucket) => ({
      ...toFigures(context, answer.byBucket.get(bucket)),
      p95Ms: p95Of(answer.latency.byBucket.get(bucket)),
    })),
    totals: { ...toFigures(context, answer.total), p95Ms: p95Of(answer.latency.total) },
    compared: { ...toFigures(context, answer.compared), p95Ms: p95Of(answer.latency.compared) },
    projects,
    models: await toParts(context, answer.byModel, 'model'),
    routes,
    providers,
    rescued: rescued.map(({ startedAt, provider, model, failedProvider, failedModel, outcome, ...row }) => ({
      ...row,
      startedAt: startedAt.toISOString(),
      answeredBy: `${provider}/${model}`,
      failed: outcome === null ? null : { target: `${failedProvider}/${failedModel}`, outcome },
    })),
    completeTo: completeToMs === null ? null : new Date(completeToMs).toISOString(),
  };
}

function toFigures({ role }: TenantContext, sums: OverviewSums | undefined): OverviewFigures {
  return {
    costPico: roleAllows(role, 'spend:read') ? (sums?.costPico ?? 0n) : null,
    requests: sums?.requests ?? 0,
    failedRequests: sums?.failedRequests ?? 0,
    rescuedRequests: sums?.rescuedRequests ?? 0,
    tokens: sums?.tokens ?? 0,
  };
}

function p95Of(counts: LatencyCounts | undefined): number | null {
  return counts === undefined ? null : latencyQuantile(counts, 0.95);
}

async function toParts(
  context: TenantContext,
  sums: ReadonlyMap<string, OverviewSums>,
  dimension: 'project' | 'model' | 'route',
): Promise<OverviewParts> {
  const sorted = [...sums].sort(dimension === 'route' ? byRequests : byWeight(context));
  const top = sorted.slice(0, TOP);
  const others = sorted.slice(TOP).map(([, part]) => part);
  const labels = await readLabels(
    context,
    dimension,
    top.map(([id]) => id),
  );
  return {
    top: top.map(([id, part]) => ({ id, label: labels.get(id) ?? id, ...toFigures(context, part) })),
    others: { count: others.length, ...toFigures(context, addUp(others)) },
  };
}

async function toProviders(
  { database }: TenantContext,
  { byProvider, latency }: OverviewAnswer,
  recent: Parameters<typeof listLastFailures>[1],
): Promise<Overview['providers']> {
  // A request that reached no provider stands under ''.
  const called = [...byProvider].filter(([provider, { attempts }]) => provider !== '' && attempts > 0);
  const failing = called.filter(([, { failedAttempts }]) => failedAttempts > 0).map(([provider]) => provider);
  const failures = failing.length === 0 ? [] : await listLastFailures(database.pool, recent, failing);
  const lastOf = new Map(failures.map(({ provider, startedAt, ...failure }) => [provider, { ...failure, at: startedAt.toISOString() }]));
  return called
    .sort(([, one], [, other]) => other.attempts - one.attempts)
    .map(([provider, { attempts, failedAttempts }]) => ({
      provider,
      attempts,
      failedAttempts,
      medianMs: latencyQuantile(latency.byProvider.get(provider) ?? new Map(), 0.5),
      lastFailure: lastOf.get(provider) ?? null,
    }));
}

type Entry = [string, OverviewSums];

/** Dearest first; most used first where money is not shown, so that the order does not tell it. */
function byWeight({ role }: TenantContext): (one: Entry, other: Entry) => number {
  if (!roleAllows(role, 'spend:read')) return byRequests;
  return (one, other) => (one[1].costPico === other[1].costPico ? byRequests(one, other) : one[1].costPico > other[1].costPico ? -1 : 1);
}

function byRequests([oneId, one]: Entry, [otherId, other]: Entry): number {
  return other.requests - one.requests || (oneId < otherId ? -1 : 1);
}

function addUp(parts: readonly OverviewSums[]): OverviewSums {
  const whole: OverviewSums = {
    costPico: 0n,
    requests: 0,
    failedRequests: 0,
    rescuedRequests: 0,
    attempts: 0,
    failedAttempts: 0,
    tokens: 0,
  };
  for (const part of parts) {
    whole.costPico += part.costPico;
    whole.requests += part.requests;
    whole.failedRequests += part.failedRequests;
    whole.rescuedRequests += part.rescuedRequests;
    whole.attempts += part.attempts;
    whole.failedAttempts += part.failedAttempts;
    whole.tokens += part.tokens;
  }
  return whole;
}
