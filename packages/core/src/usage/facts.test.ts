import { describe, expect, it } from 'vitest';
import { type AttemptFact, attemptFactSchema, type RequestFact, requestFactSchema } from './facts.ts';
import { emptyUsage } from './usage.ts';

const dimensions = {
  organizationId: 'org_1',
  projectId: 'prj_1',
  keyId: 'key_1',
  memberId: null,
  endUser: 'u',
  sessionId: null,
  route: 'smart',
  routeVersion: 1,
  tags: ['a'],
};
const attempt: AttemptFact = {
  ...dimensions,
  attemptId: 'att_1',
  startedAtMs: 1_780_000_000_000,
  requestId: 'req_1',
  ordinal: 1,
  credentialId: null,
  provider: 'sim',
  model: 'echo',
  outcome: 'success',
  upstreamStatus: 200,
  errorMessage: null,
  firstTokenMs: 3,
  durationMs: 5,
  usage: { ...emptyUsage(), input: 10, output: 20 },
  isEstimated: false,
  priceRowId: 'sim/*@2026-01-01',
  costPico: '50000000',
};
const request: RequestFact = {
  ...dimensions,
  requestId: 'req_1',
  startedAtMs: 1_780_000_000_000,
  metadata: { team: 'red' },
  requestedModel: 'smart',
  credentialId: null,
  provider: 'sim',
  model: 'echo',
  status: 200,
  errorCode: null,
  errorMessage: null,
  isStream: true,
  attempts: 1,
  cache: 'off',
  firstTokenMs: 4,
  durationMs: 6,
  overheadMicros: 800,
  userAgent: null,
  isUnlogged: true,
};

describe('facts', () => {
  it('survive JSON unchanged, as the queue carries them', () => {
    expect(attemptFactSchema.parse(JSON.parse(JSON.stringify(attempt)))).toEqual(attempt);
    expect(requestFactSchema.parse(JSON.parse(JSON.stringify(request)))).toEqual(request);
  });

  it('refuse money that is not whole pico-dollars', () => {
    for (const costPico of ['', '1.5', '-1', '1e6', ' 1', '1'.repeat(31)])
      expect(attemptFactSchema.safeParse({ ...attempt, costPico }).success).toBe(false);
  });

  it('refuse an ordinal before the first and an outcome nobody knows', () => {
    expect(attemptFactSchema.safeParse({ ...attempt, ordinal: 0 }).success).toBe(false);
    expect(attemptFactSchema.safeParse({ ...attempt, outcome: 'fine' }).success).toBe(false);
  });
});
