import { nanoCeilFromPico } from '@tollgate/core/money/pico-usd';
import { Redis } from 'ioredis';
import { expect } from 'vitest';
import type { Answer } from './ask.ts';
import type { FaultStack } from './fault-stack.ts';
import { readJournal, type UpstreamCall } from './read-journal.ts';
import { readLedger, type Ledger, type LedgerAttempt } from './read-ledger.ts';
import { readSpentCounters } from './read-spent-counters.ts';

/** What the wire contract says of the simulated provider, in pico-dollars a token: one and two dollars a million. */
const INPUT_PICO = 1_000_000n;
const OUTPUT_PICO = 2_000_000n;

export type Counts = {
  /** Requests that a client sent. */
  sent: number;
  /** Rows in the ledger. */
  requests: number;
  attempts: number;
  /** Calls that the upstream saw. */
  journal: number;
  /** Attempts whose end nobody saw, of which so many never reached the upstream. */
  unknown: number;
  notDialled: number;
  /** The requests that these attempts were made for. */
  unknownRequests: ReadonlySet<string>;
  costPico: bigint;
};

/**
 * Holds the ledger against the upstream's own journal and against what the clients saw; call when everything is settled. Attempts are
 * matched by their id, which the proxy sends upstream as `x-request-id`.
 *
 * - Every call the upstream saw is one attempt in the ledger, and the other way round: none lost, none doubled.
 * - Every attempt that was seen to its end has the journal's tokens and costs exactly their price; one that was not is flagged.
 * - Every rollup adds up to the rows, and Redis says what the ledger says and holds nothing back.
 *
 * @param hasLostProxy a proxy was killed: attempts of unknown end may be there, and requests that no client saw the head of.
 */
export async function checkExactness(stack: FaultStack, answers: readonly Answer[], hasLostProxy: boolean): Promise<Counts> {
  const journal = readJournal(stack.journalPath);
  const ledger = await readLedger(stack.databaseUrl);
  const unknown = ledger.attempts.filter(({ outcome }) => outcome === 'unknown');
  const notDialled = unknown.filter(({ attemptId }) => !journal.has(attemptId));
  if (!hasLostProxy) expect(unknown).toEqual([]);

  expect(ledger.rejectedFacts).toBe(0);
  expect(repeated(ledger.attempts.map(({ attemptId }) => attemptId))).toEqual([]);
  const held = new Map(ledger.attempts.map((attempt) => [attempt.attemptId, attempt]));
  expect([...journal.values()].filter(({ end }) => end === 'open')).toEqual([]);
  expect([...journal.keys()].filter((id) => !held.has(id))).toEqual([]);
  expect(ledger.attempts.filter(({ attemptId, outcome }) => outcome !== 'unknown' && !journal.has(attemptId))).toEqual([]);

  expect(ledger.attempts.filter((attempt) => !isExact(attempt, journal.get(attempt.attemptId)))).toEqual([]);
  checkRequests(ledger, answers, hasLostProxy);
  checkRollups(ledger);
  await checkCounters(stack, ledger, new Set(journal.keys()));
  return {
    sent: answers.length,
    requests: ledger.requests.length,
    attempts: ledger.attempts.length,
    journal: journal.size,
    unknown: unknown.length,
    notDialled: notDialled.length,
    unknownRequests: new Set(unknown.map(({ requestId }) => requestId)),
    costPico: ledger.rollups.key_spend.costPico,
  };
}

function repeated(ids: readonly string[]): string[] {
  const seen = new Set<string>();
  return ids.filter((id) => seen.size === seen.add(id).size);
}

function isExact(attempt: LedgerAttempt, call: UpstreamCall | undefined): boolean {
  const { outcome, isEstimated, inputTokens, outputTokens, costPico } = attempt;
  if (costPico !== BigInt(inputTokens) * INPUT_PICO + BigInt(outputTokens) * OUTPUT_PICO) return false;
  if (outcome === 'unknown') return isEstimated && inputTokens > 0;
  const isAsJournalled = inputTokens === call?.promptTokens && outputTokens === call.completionTokens;
  return !isEstimated && isAsJournalled && (outcome === 'success') === (call.end !== 'refused');
}

function checkRequests(ledger: Ledger, answers: readonly Answer[], hasLostProxy: boolean): void {
  const requests = new Map(ledger.requests.map((request) => [request.requestId, request]));
  expect(requests.size).toBe(ledger.requests.length);
  const attempts = Map.groupBy(ledger.attempts, ({ requestId }) => requestId);
  // A client may have its last byte an instant before the proxy, killed then, has noted that it does.
  const isUnknown = (requestId: string | null) => attempts.get(requestId ?? '')?.some(({ outcome }) => outcome === 'unknown') === true;
  const whole = answers.filter(({ isWhole, requestId }) => isWhole && !isUnknown(requestId));
  expect(whole.filter(({ requestId, status }) => requests.get(requestId ?? '')?.status !== status)).toEqual([]);
  expect(ledger.requests.filter(({ requestId, attempts: count }) => (attempts.get(requestId)?.length ?? 0) !== count)).toEqual([]);
  expect(ledger.attempts.filter(({ requestId }) => !requests.has(requestId))).toEqual([]);
  // What no client saw whole was under way when the proxy died.
  const most = hasLostProxy ? answers.length : whole.length;
  expect(ledger.requests.length).toBeGreaterThanOrEqual(whole.length);
  expect(ledger.requests.length).toBeLessThanOrEqual(most);
}

function checkRollups({ attempts, requests, rollups, spentByKey }: Ledger): void {
  const costPico = sumOf(attempts.map((attempt) => attempt.costPico ?? 0n));
  const counts = { requests: requests.length, attempts: attempts.length };
  expect(rollups).toEqual({
    spend_rollups: {
      ...counts,
      failedRequests: requests.filter(({ status }) => status >= 400).length,
      estimated: attempts.filter(({ isEstimated }) => isEstimated).length,
      input: attempts.reduce((sum, { inputTokens }) => sum + inputTokens, 0),
      output: attempts.reduce((sum, { outputTokens }) => sum + outputTokens, 0),
      costPico,
    },
    end_user_rollups: { ...counts, costPico },
    tag_rollups: { requests: requests.length, costPico },
    key_spend: { costPico },
  });
  for (const [keyId, own] of Map.groupBy(attempts, (attempt) => attempt.keyId)) {
    expect(spentByKey.get(keyId)).toBe(sumOf(own.map((attempt) => attempt.costPico ?? 0n)));
  }
}

/**
 * Redis counts what the ledger counts, in whole nano-dollars rounded up, and holds nothing for an attempt that the ledger has. A proxy
 * that was killed between its reservation and its dial leaves a reservation of an attempt that never was; its deadline ends it.
 */
async function checkCounters(stack: FaultStack, ledger: Ledger, dialled: ReadonlySet<string>): Promise<void> {
  const redis = new Redis(stack.redis.url);
  try {
    expect(Object.fromEntries(await readSpentCounters(redis))).toEqual(
      Object.fromEntries([...ledger.spentByKey].map(([keyId, costPico]) => [keyId, nanoCeilFromPico(costPico)])),
    );

    const known = new Set([...dialled, ...ledger.attempts.map(({ attemptId }) => attemptId)]);
    for (const name of await redis.keys('tg:{*}:reserved:*')) {
      const { '*': sum = '0', ...held } = await redis.hgetall(name);
      expect(Object.keys(held).filter((attemptId) => known.has(attemptId))).toEqual([]);
      expect(Number(sum)).toBe(Object.values(held).reduce((total, nano) => total + Number(nano), 0));
      const deadlines = await redis.zrangebyscore(name.replace(':reserved:', ':deadlines:'), '-inf', '+inf');
      expect(deadlines.map(String).sort()).toEqual(Object.keys(held).sort());
    }
  } finally {
    redis.disconnect();
  }
}

function sumOf(amounts: readonly bigint[]): bigint {
  return amounts.reduce((sum, amount) => sum + amount, 0n);
}
