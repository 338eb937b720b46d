import { createPriceIndex } from '@tollgate/core/pricing/find-price';
import { attemptFactSchema, requestFactSchema } from '@tollgate/core/usage/facts';
import { expect, test } from 'vitest';
import { DEMO_APPLICATIONS } from './demo-plan.ts';
import { generateHistory, type HistoryPlan } from './generate-history.ts';

const DAY_MS = 86_400_000;
const TO = Date.UTC(2026, 10, 20, 12);
const plan: HistoryPlan = {
  fromMs: TO - 90 * DAY_MS,
  toMs: TO,
  requests: 3000,
  requestsABatch: 500,
  callers: DEMO_APPLICATIONS.map((application, index) => ({
    application,
    organizationId: 'org_1',
    projectId: 'prj_1',
    keyId: `key_${index}`,
    memberId: null,
    credentialIds: new Map(),
  })),
  prices: createPriceIndex([], []),
};
const facts = [...generateHistory(plan)];
const requests = facts.flatMap((batch) => batch.requests);
const attempts = facts.flatMap((batch) => batch.attempts);

test('the same plan gives the same history, so that writing it again changes nothing', () => {
  expect([...generateHistory(plan)]).toEqual(facts);
});

test('every fact is one that a proxy could have sent, with an identity of its own, inside the range', () => {
  for (const attempt of attempts) attemptFactSchema.parse(attempt);
  for (const request of requests) requestFactSchema.parse(request);
  expect(new Set(attempts.map(({ attemptId }) => attemptId)).size).toBe(attempts.length);
  expect(new Set(requests.map(({ requestId }) => requestId)).size).toBe(requests.length);
  expect(requests.every(({ startedAtMs }) => startedAtMs >= plan.fromMs && startedAtMs < plan.toMs)).toBe(true);
});

test('every request names as many attempts as it has', () => {
  const made = Map.groupBy(attempts, (attempt) => attempt.requestId);
  for (const request of requests) expect(made.get(request.requestId)?.length ?? 0).toBe(request.attempts);
});

test('the shares of the applications add up to the whole', () => {
  expect(DEMO_APPLICATIONS.reduce((sum, { share }) => sum + share, 0)).toBeCloseTo(1, 10);
  expect(requests.length).toBeGreaterThan(plan.requests * 0.9);
  expect(requests.length).toBeLessThan(plan.requests * 1.1);
});
